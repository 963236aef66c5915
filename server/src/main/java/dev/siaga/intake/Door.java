package dev.siaga.intake;

/** The formats that senders speak, by the address they speak them at. */
public enum Door {
  /** Prometheus, to which Siaga is its Alertmanager: {@code POST /in/KEY/api/v2/alerts}. */
  PROMETHEUS,
  /** Alertmanager's webhook, version 4. */
  ALERTMANAGER,
  /** JSON or a form with a few fields that anybody can send. */
  GENERIC
}
