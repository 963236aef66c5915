package dev.siaga.notify;

import dev.siaga.kernel.Text;

/**
 * How "send a test" ended.
 *
 * @param answer what the server really said, or why it said nothing
 */
public record TestResult(boolean accepted, Text answer) {}
