package dev.siaga.paging;

import dev.siaga.oncall.Hours;
import dev.siaga.oncall.PolicyPlan;
import java.time.Instant;

/** What holds around an incident at the instant at which something is decided. */
interface Surroundings {
  Instant now();

  Hours hours(Facts facts);

  PolicyPlan plan(Facts facts);
}
