package dev.siaga.notify.email;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.siaga.notify.channel.Certificates;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and who we are to it.
 *
 * @param username absent when the server takes mail from us without a sign-in
 * @param trust certificates to trust instead of the machine's own
 */
public record EmailSettings(
    String host,
    int port,
    Security security,
    @Nullable String username,
    String from,
    @Nullable String fromName,
    @Nullable Certificates trust) {
  public EmailSettings {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a mail server has a host and a port from 1 to 65535");
    }
    if (!isAddress(from)) {
      throw new IllegalArgumentException("'from' is not an e-mail address");
    }
  }

  /** How the connection is kept from being read by others. */
  public enum Security {
    /** Begins in the open and must change to TLS before anything is said (port 587). */
    @JsonProperty("starttls")
    STARTTLS,
    /** TLS from the first byte (port 465). */
    @JsonProperty("tls")
    TLS,
    /** In the open: for a server on this machine. */
    @JsonProperty("none")
    NONE
  }

  /** One bare address, without a name, a group or a line break. */
  public static boolean isAddress(String text) {
    try {
      var parsed = new InternetAddress(text, true);
      return text.indexOf('@') > 0 && !parsed.isGroup() && text.equals(parsed.getAddress());
    } catch (AddressException wrong) {
      return false;
    }
  }

  /** What stands after the @ of our own address. */
  String domain() {
    return from.substring(from.lastIndexOf('@') + 1);
  }
}
