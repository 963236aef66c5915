package dev.siaga.app;

import dev.siaga.accounts.Accounts;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Refusal;
import dev.siaga.texts.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a start does before anybody comes: the administrator whom the settings name. */
final class Setup {
  private static final Logger log = LoggerFactory.getLogger(Setup.class);

  private Setup() {}

  /** A mistake in the settings ends the start; an administrator whom they do not name does not. */
  static void ensureAdministrator(Settings settings, Accounts accounts) {
    var admin = settings.admin();
    if (admin == null) {
      return;
    }
    var answer =
        accounts.ensureAdministrator(
            admin.email(), admin.password(), Optional.ofNullable(admin.token()));
    if (answer instanceof Answer.Refused(var refusal)) {
      var why = new Texts().render(refusal.reason(), Locale.ENGLISH);
      if (refusal instanceof Refusal.Invalid) {
        throw new SettingsMistakes(List.of("SIAGA_ADMIN_*: " + why));
      }
      log.warn("the settings SIAGA_ADMIN_* were not followed: {}", why);
    }
  }
}
