package dev.siaga.fakes;

import java.time.Duration;

/** What a misbehaving server does instead of its normal answer; text goes out as UTF-8, as is. */
public sealed interface Behaviour {

  /** Says just this. */
  record Say(String text) implements Behaviour {}

  /** Says this, but late. */
  record SayAfter(Duration delay, String text) implements Behaviour {}

  /** Says this byte by byte, with a pause before each. */
  record Trickle(String text, Duration pause) implements Behaviour {}

  /** Says bytes that mean nothing in any protocol; the same ones each time. */
  record Garbage(int bytes) implements Behaviour {}

  /** Says nothing and keeps the connection open until the other side or the server closes. */
  record Hang() implements Behaviour {}

  /** Closes the connection without a word. */
  record HangUp() implements Behaviour {}

  /** Closes the connection in the middle of what it was saying. */
  record HangUpAfter(String text) implements Behaviour {}
}
