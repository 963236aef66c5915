package dev.siaga.fakes;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One mail as it was delivered to one recipient; {@code to} is who it was really handed over for,
 * and {@code headers} keeps what the message itself says, names in lower case.
 */
public record Mail(
    long number,
    Instant receivedAt,
    String from,
    String to,
    String subject,
    String messageId,
    String text,
    String html,
    List<URI> links,
    Map<String, String> headers) {}
