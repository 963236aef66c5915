package dev.siaga.oncall;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;

/** A day of the week as people write it in configuration: {@code mon}. */
public enum Weekday {
  @JsonProperty("mon")
  MON(DayOfWeek.MONDAY),
  @JsonProperty("tue")
  TUE(DayOfWeek.TUESDAY),
  @JsonProperty("wed")
  WED(DayOfWeek.WEDNESDAY),
  @JsonProperty("thu")
  THU(DayOfWeek.THURSDAY),
  @JsonProperty("fri")
  FRI(DayOfWeek.FRIDAY),
  @JsonProperty("sat")
  SAT(DayOfWeek.SATURDAY),
  @JsonProperty("sun")
  SUN(DayOfWeek.SUNDAY);

  private final DayOfWeek day;

  Weekday(DayOfWeek day) {
    this.day = day;
  }

  public DayOfWeek day() {
    return day;
  }
}
