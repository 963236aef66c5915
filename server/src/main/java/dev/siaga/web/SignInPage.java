package dev.siaga.web;

/**
 * Signing in.
 *
 * @param email as it was typed, so that it is not lost
 * @param problem why it did not work; empty at first
 * @param next where to go afterwards
 */
public record SignInPage(Frame frame, String email, String problem, String next) {}
