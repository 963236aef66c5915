package dev.siaga.app;

import java.io.Serial;
import java.util.List;

/** Settings that no command can run with: all that is wrong with them, each as a sentence. */
public final class SettingsMistakes extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
  private final transient List<String> mistakes;

  SettingsMistakes(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
