package dev.siaga.demo;

import java.net.URI;

/** What the demo prints once everything runs: where things are, and what to do next. */
record Guide(DemoSettings settings, URI siaga, URI mailbox, URI shop, String sender) {

  String text() {
    var access = settings.access();
    var password = settings.ownPassword() ? "the password that you set" : access.password();
    return """

    Siaga      %s  sign in as %s, %s
    Mailbox    %s  every mail that Siaga sends arrives here
    Demo shop  %s  has a button that breaks it, watched by %s

    What to do next:
    1. Open the demo shop and press "Break the shop".
    2. Some seconds later a mail lies in the mailbox: open it and follow its link to acknowledge.
    3. Sign in to Siaga: the incident is on the first page, with all that happened on its timeline.
    4. Heal the shop, and take the incident to resolved.
    5. Change what the demo applied in %s, then:
       SIAGA_SERVER=%s SIAGA_TOKEN=%s %s=%s \\
         ./siaga apply -f %s

    Ctrl-C ends everything; the data stay in %s.
    """
        .formatted(
            siaga,
            access.email(),
            password,
            mailbox,
            shop,
            sender,
            settings.configuration(),
            siaga,
            settings.ownPassword() ? "(the token that you set)" : access.token(),
            DemoConfiguration.INTEGRATION_KEY_VARIABLE,
            DemoConfiguration.INTEGRATION_KEY,
            settings.configuration(),
            settings.data());
  }
}
