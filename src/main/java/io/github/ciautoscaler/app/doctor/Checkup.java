package io.github.ciautoscaler.app.doctor;

import io.github.ciautoscaler.api.Doctor;
import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.forge.JoinedForge;
import io.github.ciautoscaler.hetzner.PoolFlaw;
import io.github.ciautoscaler.metrics.PushTarget;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One look at everything, in the order in which a person mends it. */
public final class Checkup implements Doctor {

  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private final Ports ports;
  private final Beside beside;
  private final Supplier<Expected> expected;
  private final Reach reach;

  /**
   * What is asked beside the ports, which no pass needs.
   *
   * @param flaws what pools ask for and Hetzner does not have
   * @param missingRights what nothing works without and is not granted
   * @param scopes the parts of the forge that are looked at
   */
  public record Beside(
      Function<List<Pool>, Reading<List<PoolFlaw>>> flaws,
      Supplier<Reading<List<String>>> missingRights,
      List<JoinedForge.Part> scopes) {
    public Beside {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * What the owner set.
   *
   * @param joinUrl where machines join; null where it is found out
   * @param runnerPods their selector and namespace, as people read them
   * @param pushTarget null where nothing is pushed
   */
  record Expected(
      URI forgeUrl,
      Fleet fleet,
      @Nullable URI joinUrl,
      String runnerPods,
      @Nullable PushTarget pushTarget) {

    /**
     * @param maxNodes of all pools together
     */
    record Fleet(List<Pool> pools, int maxNodes) {}

    static Expected of(Settings settings) {
      return new Expected(
          settings.forge().url(),
          new Fleet(settings.pools(), settings.limits().maxNodes()),
          settings.machines().joining().k3sUrl(),
          settings.runners().podSelector() + " in " + settings.runners().namespace(),
          settings.pushTarget());
    }
  }

  public Checkup(Ports ports, Beside beside, Supplier<Settings> settings) {
    this(ports, beside, () -> Expected.of(settings.get()), Reach.TCP);
  }

  Checkup(Ports ports, Beside beside, Supplier<Expected> expected, Reach reach) {
    this.ports = ports;
    this.beside = beside;
    this.expected = expected;
    this.reach = reach;
  }

  @Override
  public List<Finding> examine() {
    Expected now = expected.get();
    List<Finding> found = new ArrayList<>();
    found.addAll(new ForgeCheckup(ports.forge(), now.forgeUrl(), beside.scopes()).examine());
    found.addAll(
        new CloudCheckup(ports.cloud(), beside.flaws(), now.fleet().pools(), now.fleet().maxNodes())
            .examine());
    found.addAll(
        new ClusterCheckup(
                ports.cluster(), beside.missingRights(), now.joinUrl(), now.runnerPods(), reach)
            .examine());
    if (ports.clock().isCompared()) {
      clock("Gitea", ports.forge().serverTime()).ifPresent(found::add);
      clock("Hetzner", ports.cloud().serverTime()).ifPresent(found::add);
      clock("Kubernetes", ports.cluster().serverTime()).ifPresent(found::add);
    }
    if (now.pushTarget() != null) {
      found.add(pushgateway(now.pushTarget()));
    }
    return List.copyOf(found);
  }

  private static Optional<Finding> clock(String system, Optional<ServerTime> time) {
    return time.map(it -> clock("clock of " + system, Duration.between(it.heard(), it.said())));
  }

  private static Finding clock(String check, Duration ahead) {
    return ahead.abs().compareTo(TOLERATED) <= 0
        ? Finding.ok(check, "It agrees with ours.")
        : Finding.warns(
            check, "It is " + ahead.toSeconds() + " s ahead of ours.", "Run NTP there, or here.");
  }

  private Finding pushgateway(PushTarget target) {
    URI url = URI.create(target.scheme() + "://" + target.address());
    int port = url.getPort() < 0 ? (url.getScheme().equals("https") ? 443 : 80) : url.getPort();
    String problem = reach.problem(url.getHost(), port);
    return problem == null
        ? Finding.ok("pushgateway", url.getHost() + " accepts connections.")
        : Finding.warns(
            "pushgateway",
            url.getHost() + " cannot be reached: " + problem,
            "Check PUSHGATEWAY_URL; without it nothing is pushed.");
  }
}
