package dev.siaga.web;

import dev.siaga.oncall.Gap;
import dev.siaga.paging.Preview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who answers now, and who would be woken if something fired at a given time. */
public record OnCallPage(
    Frame frame,
    List<NowPage.TeamNow> teams,
    List<Gap> gaps,
    List<String> services,
    String service,
    String at,
    @Nullable Preview preview,
    String problem) {}
