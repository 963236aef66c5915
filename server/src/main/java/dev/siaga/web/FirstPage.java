package dev.siaga.web;

/** Creating the first administrator, by the link that was printed at the start. */
public record FirstPage(
    Frame frame, String link, String displayName, String email, String problem, int passwordMin) {}
