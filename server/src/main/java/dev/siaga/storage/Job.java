package dev.siaga.storage;

import java.time.Instant;

/**
 * A claimed job.
 *
 * @param attempt 1 for the first try
 */
public record Job(String kind, String key, Instant dueAt, int attempt, String body) {}
