package dev.siaga.incidents;

/** A file that somebody attaches, as it came in. */
@SuppressWarnings("ArrayRecordComponent") // files are not compared
public record Upload(String fileName, String title, String source, byte[] body) {}
