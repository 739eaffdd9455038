package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.hetzner.Answer.Failed;
import io.github.ciautoscaler.hetzner.Answer.Ok;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order refers to, as Hetzner wants it named: networks and firewalls by id, keys by name.
 * Remembered for a while, because every order of a pool needs the same.
 */
final class References {

  /** What an order may refer to now, or why that is not known. */
  sealed interface Resolved {}

  /**
   * @param sshKeys names as text, ids as numbers
   */
  record Known(
      List<Object> sshKeys,
      List<Long> networks,
      List<Long> firewalls,
      @Nullable Long placementGroup)
      implements Resolved {}

  private record Wanted(
      ServerAccess access, @Nullable String placementGroup, @Nullable String subnet) {}

  record Unknown(Outcome.Failure failure) implements Resolved {}

  record Remembered(Known known, Instant at) {}

  /** A thing with a name, whatever its kind. */
  record Named(@Nullable Long id, @Nullable String name) implements PageWire.Item {}

  record Page(
      @Nullable List<Named> sshKeys,
      @Nullable List<Named> networks,
      @Nullable List<Named> firewalls,
      @Nullable List<Named> placementGroups,
      @Nullable Meta meta)
      implements PageWire<Named> {
    @Override
    public @Nullable List<Named> items() {
      if (sshKeys != null) {
        return sshKeys;
      }
      if (networks != null) {
        return networks;
      }
      return firewalls != null ? firewalls : placementGroups;
    }
  }

  private final HetznerHttp http;
  private final Duration rememberFor;
  private final InstantSource clock;
  private final Map<Wanted, Remembered> remembered = new HashMap<>();

  References(HetznerHttp http, Duration rememberFor, InstantSource clock) {
    this.http = http;
    this.rememberFor = rememberFor;
    this.clock = clock;
  }

  /** Asks at most once for all who order at the same time. */
  synchronized Resolved resolve(MachineTemplate template) {
    Wanted wanted =
        new Wanted(
            template.access(), template.options().placementGroup(), template.options().subnet());
    Instant now = clock.instant();
    remembered.values().removeIf(last -> !now.isBefore(last.at().plus(rememberFor)));
    Remembered last = remembered.get(wanted);
    if (last != null) {
      return last.known();
    }
    try {
      Known known = known(wanted);
      remembered.put(wanted, new Remembered(known, now));
      return known;
    } catch (Unresolved e) {
      return new Unknown(e.failure);
    }
  }

  private Known known(Wanted wanted) throws Unresolved {
    ServerAccess access = wanted.access();
    List<String> group =
        wanted.placementGroup() == null ? List.of() : List.of(wanted.placementGroup());
    List<Long> networks = ids("networks", access.networks());
    if (wanted.subnet() != null) {
      mustHave(networks.getFirst(), wanted.subnet());
    }
    return new Known(
        sshKeys(access.sshKeys()),
        networks,
        ids("firewalls", access.firewalls()),
        ids("placement_groups", group).stream().findFirst().orElse(null));
  }

  /** After an order was refused for what it refers to: something was renamed or removed. */
  synchronized void forget() {
    remembered.clear();
  }

  private List<Object> sshKeys(List<String> wanted) throws Unresolved {
    List<Object> keys = new ArrayList<>();
    if (!wanted.isEmpty()) {
      wanted.forEach(key -> keys.add(isId(key) ? Long.valueOf(key) : key));
      return keys;
    }
    for (Named key : all("ssh_keys")) {
      // A name of digits alone would be taken for an id.
      boolean byId = key.name() == null || isId(key.name());
      keys.add(byId ? Objects.requireNonNull(key.id()) : Objects.requireNonNull(key.name()));
    }
    return keys;
  }

  private List<Named> all(String kind) throws Unresolved {
    Listing<Named> listing =
        Listing.read(
            "/" + kind,
            page ->
                http.ask(
                    "/" + kind,
                    uri ->
                        uri.path("/" + kind)
                            .queryParam("per_page", Listing.PER_PAGE)
                            .queryParam("page", page)
                            .build(),
                    Page.class));
    return switch (listing) {
      case Listing.Whole<Named>(List<Named> items) -> items;
      case Listing.Moved<Named>(List<Named> items, _) -> items;
      case Listing.Broken<Named>(_, var failure) ->
          throw new Unresolved(Reactions.beforeWrite(failure));
    };
  }

  private List<Long> ids(String kind, List<String> wanted) throws Unresolved {
    List<Long> ids = new ArrayList<>();
    for (String idOrName : wanted) {
      ids.add(isId(idOrName) ? Long.parseLong(idOrName) : id(kind, idOrName));
    }
    return ids;
  }

  private long id(String kind, String name) throws Unresolved {
    Answer<Page> answer =
        http.get(
            "/" + kind,
            uri -> uri.path("/" + kind).queryParam("name", "{name}").build(name),
            Page.class);
    return switch (answer) {
      case Ok<Page>(Page page) -> idOf(kind, name, page);
      case Failed<Page>(var failure) -> throw new Unresolved(Reactions.beforeWrite(failure));
    };
  }

  private static long idOf(String kind, String name, Page page) throws Unresolved {
    List<Named> found = page.items();
    for (Named item : found == null ? List.<Named>of() : found) {
      if (item != null && item.id() != null && name.equals(item.name())) {
        return item.id();
      }
    }
    throw new Unresolved(
        new Outcome.Invalid(
            "the Hetzner project has no '" + name + "' among its " + kind.replace('_', ' ')));
  }

  /** Else a server would be paid for that can never be attached. */
  private void mustHave(long network, String subnet) throws Unresolved {
    String call = "/networks/" + network;
    Answer<NetworkWire.Envelope> answer =
        http.get(call, uri -> uri.path(call).build(), NetworkWire.Envelope.class);
    switch (answer) {
      case Ok<NetworkWire.Envelope>(var body) -> {
        List<String> has = body.ranges();
        if (!has.contains(subnet)) {
          throw new Unresolved(
              new Outcome.Invalid(
                  "network %s has no subnet %s, but %s".formatted(network, subnet, has)));
        }
      }
      case Failed<NetworkWire.Envelope>(var failure) ->
          throw new Unresolved(Reactions.beforeWrite(failure));
    }
  }

  private static boolean isId(String idOrName) {
    return idOrName.matches("\\d{1,18}");
  }

  /** Ends the resolving at the first thing that cannot be resolved. */
  @SuppressWarnings("serial") // never leaves this class
  private static final class Unresolved extends Exception {
    private final Outcome.Failure failure;

    Unresolved(Outcome.Failure failure) {
      super(failure.message());
      this.failure = failure;
    }
  }
}
