package dev.siaga.web;

import dev.siaga.kernel.Page;
import dev.siaga.resources.ResourceVersion;
import java.util.List;

/**
 * One resource: its specification as JSON to be edited, and who changed it when and why.
 *
 * @param spec as it is, or as it was typed when it was refused
 */
public record ResourcePage(
    Frame frame,
    String kind,
    String name,
    String spec,
    int version,
    List<String> secrets,
    Page<ResourceVersion> versions,
    List<String> problems) {}
