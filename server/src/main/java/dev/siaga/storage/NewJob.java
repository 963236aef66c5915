package dev.siaga.storage;

import java.time.Instant;

/**
 * Work to be done once, at or after an instant.
 *
 * @param kind whose handler does it
 * @param key unique within the kind while the job is open: planning it twice plans it once
 * @param body JSON
 */
public record NewJob(String kind, String key, Instant dueAt, String body) {}
