package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Settings.Limits;
import io.github.ciautoscaler.app.settings.Settings.Runners;
import io.github.ciautoscaler.bootstrap.NodeMarks;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Repositories;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.settings.CapacityKeys;
import io.github.ciautoscaler.settings.ForgeKeys;
import io.github.ciautoscaler.settings.JoinKeys;
import io.github.ciautoscaler.settings.PoolKeys;
import io.github.ciautoscaler.settings.ServerKeys;
import io.github.ciautoscaler.settings.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pools that the file describes; without any, the environment makes one. What a pool
 * leaves out it takes from the environment.
 */
record PoolReader(
    Values values, Machines machines, ServerAccess access, Runners runners, Limits limits) {

  List<Pool> pools(List<Values> written) {
    if (written.isEmpty()) {
      return List.of(environments());
    }
    List<Pool> pools = new ArrayList<>();
    PlacementGroups groups = new PlacementGroups(limits.maxNodes());
    for (Values values : written) {
      Pool pool = pool(values);
      compare(pool, pools, values);
      groups.add(pool, values);
      pools.add(pool);
    }
    return pools;
  }

  private Pool environments() {
    MachineBootstrap bootstrap =
        Machines.bootstrap(
            machines.join(), machines.ofTheEnvironment(), NodeMarks.NONE, machines.setup());
    new BootReader(values).tryOut(JoinKeys.HCLOUD_CLOUD_INIT, bootstrap, Pool.DEFAULT);
    return new Pool(
        Pool.DEFAULT,
        new MachineTemplate(
            machines.offerings(),
            machines.image(),
            access,
            bootstrap,
            MachineTemplate.Options.USUAL),
        Pool.Offer.ofOne(runners.labels()),
        Pool.Limits.atMost(limits.maxNodes()),
        null);
  }

  private Pool pool(Values values) {
    values.find(PoolKeys.VOLUMES); // whoever asks for one is refused
    int slots = values.get(PoolKeys.SLOTS);
    Pool.Limits limits = limits(values);
    return new Pool(
        values.get(PoolKeys.NAME),
        template(values),
        new Pool.Service(offer(slots, values), choice(values)),
        new Pool.Size(
            limits,
            new WarmReader(limits.max() * slots).capacity(values.list(CapacityKeys.ENTRIES))),
        times(values));
  }

  private Pool.Choice choice(Values values) {
    List<String> repositories = values.find(PoolKeys.REPOSITORIES).orElse(List.of());
    return new Pool.Choice(
        values.get(PoolKeys.PRIORITY),
        new Repositories(Set.copyOf(repositories), scope(values)),
        new DemandReader(values, machines.joining().k3sAgentArgs()).demand());
  }

  /** Jobs that nobody looks for would never come. */
  private ForgeScope scope(Values values) {
    ForgeScope scope = values.find(PoolKeys.SCOPE).orElse(ForgeScope.ADMIN);
    List<ForgeScope> looked = this.values.find(ForgeKeys.FORGE_SCOPES).orElse(List.of());
    boolean isRead = looked.stream().anyMatch(one -> one.includes(scope));
    if (!scope.isAdmin() && !isRead) {
      values.problem(
          PoolKeys.SCOPE,
          "is " + scope + ", at which FORGE_SCOPES does not look",
          "Name " + scope + " in FORGE_SCOPES too, or leave the pool's scope out.");
    }
    return scope;
  }

  private Pool.Offer offer(int slots, Values values) {
    List<String> labels = values.get(PoolKeys.LABELS);
    int maxUses = values.get(PoolKeys.MAX_USES);
    if (maxUses > 0 && maxUses < slots) {
      values.odd(
          PoolKeys.MAX_USES,
          "is " + maxUses + ", so that never more than that of the " + slots + " slots are used");
    }
    return new Pool.Offer(slots, labels.isEmpty() ? runners.labels() : Set.copyOf(labels), maxUses);
  }

  private Pool.Limits limits(Values values) {
    int min = values.get(PoolKeys.MIN);
    int max = max(values);
    if (min > max) {
      values.problem(
          PoolKeys.MIN,
          "is " + min + ", and the pool may have " + max + " at most",
          "Lower min, or raise max and MAX_NODES.");
    }
    return new Pool.Limits(min, max, values.find(PoolKeys.LAUNCH_RATE).orElse(null));
  }

  private Pool.Times times(Values values) {
    return new Pool.Times(
        values.find(PoolKeys.IDLE_TIMEOUT_MINS).orElse(limits.times().idle()),
        values.find(PoolKeys.BILLING_WINDOW_MINS).orElse(limits.times().billingWindow()),
        values.find(PoolKeys.PROVISIONING_TIMEOUT_SECS).orElse(limits.times().provisioning()),
        values.find(PoolKeys.SCALE_UP_PATIENCE).orElse(limits.times().patience()));
  }

  private int max(Values values) {
    int max = values.find(PoolKeys.MAX).orElse(limits.maxNodes());
    if (max > limits.maxNodes()) {
      values.odd(
          PoolKeys.MAX,
          "is above MAX_NODES, " + limits.maxNodes() + ", which holds over all pools");
    }
    return max;
  }

  private MachineTemplate template(Values values) {
    ServerAccess own = access(values);
    return new MachineTemplate(
        offerings(values),
        image(values),
        own,
        new PoolJoin(machines, values).bootstrap(),
        new MachineTemplate.Options(
            values.get(ServerKeys.ORDER),
            values.get(ServerKeys.SERVER_LABELS),
            values.get(ServerKeys.NAME_PREFIX),
            values.find(ServerKeys.PLACEMENT_GROUP).orElse(null),
            subnet(own, values)));
  }

  private Image image(Values values) {
    Optional<Image> selected = values.find(ServerKeys.IMAGE_SELECTOR).map(Image.Newest::new);
    Optional<Image> named = values.find(ServerKeys.IMAGE).map(Image.Named::new);
    if (selected.isPresent() && named.isPresent()) {
      values.problem(
          ServerKeys.IMAGE_SELECTOR, "and image are both given", "Leave out one of the two.");
    }
    return selected.or(() -> named).orElse(machines.image());
  }

  private List<Offering> offerings(Values values) {
    List<String> types = values.find(ServerKeys.SERVER_TYPES).orElse(serverTypes());
    List<String> locations = values.find(ServerKeys.LOCATIONS).orElse(locations());
    return Offering.each(types, locations);
  }

  private List<String> serverTypes() {
    return machines.offerings().stream().map(Offering::serverType).distinct().toList();
  }

  private List<String> locations() {
    return machines.offerings().stream().map(Offering::location).distinct().toList();
  }

  private ServerAccess access(Values values) {
    ServerAccess own =
        new ServerAccess(
            values.find(ServerKeys.NETWORKS).orElse(access.networks()),
            values.find(ServerKeys.FIREWALLS).orElse(access.firewalls()),
            values.find(ServerKeys.SSH_KEYS).orElse(access.sshKeys()),
            values.find(ServerKeys.PUBLIC_IPV4).orElse(access.publicIpv4()),
            values.find(ServerKeys.PUBLIC_IPV6).orElse(access.publicIpv6()));
    if (!own.hasAnyAddress() && access.hasAnyAddress()) {
      values.problem(
          ServerKeys.PUBLIC_IPV6,
          "and public-ipv4 are both off and there is no network",
          "Name networks, or leave one kind of public address on; Hetzner makes no server without"
              + " any address.");
    }
    return own;
  }

  private static @Nullable String subnet(ServerAccess own, Values values) {
    String subnet = values.find(ServerKeys.SUBNET).orElse(null);
    if (subnet == null) {
      return null;
    }
    if (own.networks().size() != 1) {
      values.problem(
          ServerKeys.SUBNET,
          "is given, and there are " + own.networks().size() + " networks",
          "Name the one network of the subnet in networks.");
    } else if (!own.publicIpv4() && !own.publicIpv6()) {
      values.problem(
          ServerKeys.SUBNET,
          "is given, and no public address: Hetzner makes no server without any, and attaches it"
              + " later",
          "Leave one kind of public address on, or leave out subnet.");
    }
    return subnet;
  }

  private static void compare(Pool pool, List<Pool> before, Values values) {
    for (Pool other : before) {
      if (!pool.name().isEmpty() && other.name().equals(pool.name())) {
        values.problem(
            PoolKeys.NAME,
            "is '" + pool.name() + "', and a pool before it has that name",
            "Give each pool a name of its own.");
      } else if (pool.labels() != null
          && Objects.equals(pool.labels(), other.labels())
          && pool.service().choice().equals(other.service().choice())) {
        values.odd(
            PoolKeys.LABELS,
            "are those of pool "
                + other.name()
                + " too, and so is its priority: the one whose slots cost less comes first, then"
                + " the first in the file");
      }
    }
  }
}
