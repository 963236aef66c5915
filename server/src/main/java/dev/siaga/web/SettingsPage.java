package dev.siaga.web;

import dev.siaga.accounts.ApiToken;
import dev.siaga.alerts.IntegrationKey;
import dev.siaga.kernel.Page;
import dev.siaga.resources.Resource;
import java.util.List;

/**
 * Configuration, integrations with their keys, channels with a test, and API tokens.
 *
 * @param shownOnce a key or token that was just made; it is never shown again
 */
public record SettingsPage(
    Frame frame,
    List<Resource> resources,
    List<String> integrations,
    List<IntegrationKey> keys,
    List<String> channels,
    Page<ApiToken> tokens,
    List<String> scopes,
    String shownOnce,
    String message,
    String problem) {}
