package dev.siaga.oncall;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;

/** A day of the week as people write it in configuration: {@code mon}. */
public enum Weekday {
  @JsonProperty("mon")
  MON,
  @JsonProperty("tue")
  TUE,
  @JsonProperty("wed")
  WED,
  @JsonProperty("thu")
  THU,
  @JsonProperty("fri")
  FRI,
  @JsonProperty("sat")
  SAT,
  @JsonProperty("sun")
  SUN;

  public DayOfWeek day() {
    return DayOfWeek.of(ordinal() + 1);
  }
}
