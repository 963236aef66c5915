package dev.siaga.alerts;

/** What a signal, or the lack of one, did to an alert that others must hear of. */
enum AlertEvent {
  STARTED,
  /** It fired again so soon that the firing goes on. */
  RESUMED,
  ENDED
}
