package dev.siaga.web;

/** Something went wrong, and what to do now. */
public record ProblemPage(Frame frame, int status, String message) {}
