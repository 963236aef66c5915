package dev.siaga.app;

import dev.siaga.alerts.AlertLimits;
import dev.siaga.intake.BodyLimits;
import dev.siaga.kernel.Network;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can set, read once at start from the environment and siaga.yaml.
 *
 * @param databaseUrl null: the embedded PostgreSQL
 * @param baseUrl null: where Siaga listens
 * @param admin null: the first administrator is made by the one-time link
 */
public record Settings(
    String httpAddress,
    int httpPort,
    Path data,
    @Nullable String databaseUrl,
    @Nullable URI baseUrl,
    Path keyFile,
    List<Network> trustedProxies,
    AlertLimits alertLimits,
    BodyLimits bodyLimits,
    @Nullable FirstAdministrator admin) {

  private static final long BYTES_PER_MEGABYTE = 1024L * 1024;

  /** The administrator (and an API token) that the first start makes without being asked. */
  public record FirstAdministrator(String email, String password, @Nullable String token) {
    @Override
    public String toString() {
      return "FirstAdministrator[" + email + "]";
    }
  }

  /**
   * Reads the environment, then {@code file} for what the environment leaves out.
   *
   * @throws SettingsMistakes with all of them: nobody should restart five times to find five typos
   */
  public static Settings from(Map<String, String> environment, @Nullable Path file) {
    var reader = new SettingsReader(environment, file);
    var address = reader.required(Setting.HTTP_ADDRESS);
    var port = reader.required(Setting.HTTP_PORT);
    var data = reader.required(Setting.DATA);
    var databaseUrl = reader.optional(Setting.DATABASE_URL);
    var baseUrl = reader.optional(Setting.BASE_URL);
    var keyFile = reader.optional(Setting.KEY_FILE);
    var proxies = reader.required(Setting.TRUSTED_PROXIES);
    var alertLimits = alertLimits(reader);
    var bodyLimits = bodyLimits(reader);
    var admin = administrator(reader);
    if (address == null
        || port == null
        || data == null
        || proxies == null
        || alertLimits == null
        || bodyLimits == null
        || reader.failed()) {
      throw new SettingsMistakes(reader.mistakes());
    }
    return new Settings(
        address,
        port,
        data,
        databaseUrl,
        baseUrl,
        keyFile == null ? data.resolve("siaga.key") : keyFile,
        proxies,
        alertLimits,
        bodyLimits,
        admin);
  }

  private static @Nullable AlertLimits alertLimits(SettingsReader reader) {
    var resumeWithin = reader.required(Setting.RESUME_WITHIN);
    var kept = reader.required(Setting.FIRINGS_KEPT);
    return resumeWithin == null || kept == null ? null : new AlertLimits(resumeWithin, kept);
  }

  private static @Nullable BodyLimits bodyLimits(SettingsReader reader) {
    var kept = reader.required(Setting.BODIES_KEPT);
    var megabytes = reader.required(Setting.BODIES_MEGABYTES_MAX);
    return kept == null || megabytes == null
        ? null
        : new BodyLimits(kept, megabytes * BYTES_PER_MEGABYTE);
  }

  private static @Nullable FirstAdministrator administrator(SettingsReader reader) {
    var email = reader.optional(Setting.ADMIN_EMAIL);
    var password = reader.optional(Setting.ADMIN_PASSWORD);
    var token = reader.optional(Setting.ADMIN_TOKEN);
    reader.needs(Setting.ADMIN_EMAIL, Setting.ADMIN_PASSWORD);
    reader.needs(Setting.ADMIN_PASSWORD, Setting.ADMIN_EMAIL);
    reader.needs(Setting.ADMIN_TOKEN, Setting.ADMIN_EMAIL);
    return email == null || password == null
        ? null
        : new FirstAdministrator(email, password, token);
  }

  /** Keeps the password in the database's URL out of logs. */
  @Override
  public String toString() {
    return "Settings[" + httpAddress + ":" + httpPort + ", data " + data + "]";
  }
}
