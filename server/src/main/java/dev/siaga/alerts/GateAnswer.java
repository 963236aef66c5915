package dev.siaga.alerts;

/** What an alert may do. There is no third answer. */
public enum GateAnswer {
  /** It opens or joins an incident. */
  PAGE,
  /** It is kept and counted, and wakes nobody. */
  RECORD
}
