package dev.siaga.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody who has proved who they are may do. */
public enum Scope {
  /** Look at everything but secrets. */
  @JsonProperty("read")
  READ,
  /** Acknowledge, declare and work on incidents, silence alerts. */
  @JsonProperty("respond")
  RESPOND,
  /** Change configuration. */
  @JsonProperty("configure")
  CONFIGURE,
  /** Make and revoke tokens and accounts. */
  @JsonProperty("admin")
  ADMIN,
  /** Send alerts. */
  @JsonProperty("ingest")
  INGEST
}
