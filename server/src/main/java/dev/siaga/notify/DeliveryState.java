package dev.siaga.notify;

/** How far a delivery has come. */
public enum DeliveryState {
  PLANNED,
  SENDING,
  /** A server took responsibility for it. */
  ACCEPTED,
  /** The last attempt failed; another one follows. */
  FAILED,
  GIVEN_UP;

  public boolean isFinal() {
    return this == ACCEPTED || this == GIVEN_UP;
  }
}
