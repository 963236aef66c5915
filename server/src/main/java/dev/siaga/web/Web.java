package dev.siaga.web;

import dev.siaga.api.Api;
import dev.siaga.api.Doors;
import dev.siaga.kernel.Network;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** Everything that people can do with Siaga in a browser, without a line of script. */
public final class Web {
  private final Stylesheet stylesheet = new Stylesheet();
  private final AccountPages account;
  private final LinkPages links;
  private final NowPages now;
  private final IncidentPages incidents;
  private final AlertPages alerts;
  private final OnCallPages onCall;
  private final SettingsPages settings;

  /**
   * Makes the pages.
   *
   * @param api reads the forms that carry a file
   * @param baseUrl where people reach Siaga: its scheme decides whether cookies are secure
   * @param proxies whose word is believed about who asks
   */
  public Web(Doors doors, Api api, InstantSource clock, URI baseUrl, List<Network> proxies) {
    var pages = new Pages();
    var gatehouse =
        new Gatehouse(doors, api, clock, baseUrl, new Proxies(proxies), pages, stylesheet);
    var duties = new Duties(doors);
    this.account = new AccountPages(gatehouse, pages, doors.accounts());
    this.links = new LinkPages(gatehouse, pages, doors.paging());
    this.now = new NowPages(gatehouse, pages, doors, duties);
    this.incidents = new IncidentPages(gatehouse, pages, doors);
    this.alerts = new AlertPages(gatehouse, pages, doors);
    this.onCall = new OnCallPages(gatehouse, pages, doors, duties);
    this.settings = new SettingsPages(gatehouse, pages, doors);
  }

  public void routes(HttpRouting.Builder routing) {
    stylesheet.routes(routing);
    account.routes(routing);
    links.routes(routing);
    now.routes(routing);
    incidents.routes(routing);
    alerts.routes(routing);
    onCall.routes(routing);
    settings.routes(routing);
  }
}
