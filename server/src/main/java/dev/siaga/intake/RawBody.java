package dev.siaga.intake;

import java.time.Instant;

/** A kept request body: when it came, at which door, and what became of it. */
public record RawBody(String sha256, Door door, Instant receivedAt, String outcome) {}
