package dev.siaga.api;

import dev.siaga.accounts.Accounts;
import dev.siaga.alerts.Alerts;
import dev.siaga.incidents.Incidents;
import dev.siaga.intake.Intake;
import dev.siaga.notify.Notify;
import dev.siaga.oncall.OnCall;
import dev.siaga.paging.Paging;
import dev.siaga.resources.Resources;
import dev.siaga.texts.Texts;

/** The doors that requests lead to. */
public record Doors(
    Texts texts,
    Resources resources,
    Accounts accounts,
    OnCall onCall,
    Incidents incidents,
    Alerts alerts,
    Intake intake,
    Notify notifier,
    Paging paging) {}
