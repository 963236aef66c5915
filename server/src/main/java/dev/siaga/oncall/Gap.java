package dev.siaga.oncall;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;

/** Something in the configuration for which Siaga has to stand in: shown in red. */
public record Gap(String kind, Name name, Text why) {}
