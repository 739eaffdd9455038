package io.github.ciautoscaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.api.Doctor.Result;
import io.github.ciautoscaler.app.loop.SystemRandomness;
import io.github.ciautoscaler.app.loop.VirtualThreads;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.forge.DetectedForge;
import io.github.ciautoscaler.forge.GiteaForge;
import io.github.ciautoscaler.forge.JoinedForge;
import io.github.ciautoscaler.hetzner.HetznerCloud;
import io.github.ciautoscaler.hetzner.HetznerSettings;
import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.http.Token;
import io.github.ciautoscaler.kubernetes.ApiClients;
import io.github.ciautoscaler.kubernetes.ConfigMapState;
import io.github.ciautoscaler.kubernetes.Connection;
import io.github.ciautoscaler.kubernetes.KubernetesCluster;
import io.github.ciautoscaler.kubernetes.KubernetesLeases;
import io.github.ciautoscaler.kubernetes.KubernetesSettings;
import io.github.ciautoscaler.metrics.PushTarget;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.SharedClock;
import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.sandbox.Tokens;
import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import io.github.ciautoscaler.sandbox.wire.Fault;
import io.github.ciautoscaler.simulator.World;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing is broken in the sandbox, and the doctor's line about it is read. */
class DoctorTest {

  private final Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(7, 0, null));
  private final Map<String, String> variables = new HashMap<>(sandbox.environment().variables());
  private Offering offering = new Offering("ccx33", "nbg1");
  private ServerAccess access = ServerAccess.PUBLIC;
  private SharedClock clock = SharedClock.right(() -> sandbox.ask(World::now));
  private @Nullable URI joinUrl;
  private @Nullable ForgeScope scope;
  private @Nullable PushTarget push;
  private Reach reach = (host, port) -> null;

  @AfterEach
  void end() {
    sandbox.close();
  }

  @Test
  void where_nothing_is_wrong_every_line_is_ok_and_nothing_is_written() {
    List<Finding> found = examine();

    assertThat(found).allMatch(finding -> finding.result() == Result.OK);
    assertThat(found.stream().map(Finding::check).toList())
        .contains("forge", "hetzner token", "offering default ccx33@nbg1", "right LEASES")
        .contains("runner pods", "control plane");
    assertThat(sandbox.requests().entries())
        .filteredOn(entry -> !entry.method().equals("GET"))
        .allMatch(entry -> entry.path().contains("review") || entry.status() == 404);
  }

  @ParameterizedTest
  @CsvSource({
    "gitea, forge jobs, GITEA_ADMIN_TOKEN",
    "hetzner, hetzner, HETZNER_API_TOKEN",
    "kubernetes, kubernetes, service account",
  })
  void a_token_that_is_not_accepted_is_told_with_its_setting(
      String face, String check, String mend) {
    breaks(Fault.Kind.UNAUTHORIZED, face);

    Finding found = finding(check);

    assertThat(found.result()).isEqualTo(Result.FAILS);
    assertThat(found.mend()).contains(mend);
  }

  @ParameterizedTest
  @CsvSource({
    "gitea, forge jobs, GITEA_API_URL",
    "hetzner, hetzner, HCLOUD_ENDPOINT",
    "kubernetes, nodes, KUBECONFIG",
  })
  void what_cannot_be_reached_is_told_with_its_address(String face, String check, String mend) {
    breaks(Fault.Kind.RESET_BEFORE, face);

    Finding found = finding(check);

    assertThat(found.result()).isEqualTo(Result.FAILS);
    assertThat(found.mend()).contains(mend);
  }

  @Test
  void a_hetzner_token_that_may_only_read_is_told() {
    variables.put("HETZNER_API_TOKEN", Tokens.SANDBOX.hetznerReadOnly());

    Finding found = finding("hetzner token");

    assertThat(found.result()).isEqualTo(Result.FAILS);
    assertThat(found.mend()).contains("Read & Write");
  }

  @Test
  void a_type_that_is_not_sold_is_told() {
    offering = new Offering("ccx99", "nbg1");

    assertThat(finding("hetzner pools").result()).isEqualTo(Result.FAILS);
    assertThat(finding("hetzner pools").evidence()).contains("ccx99");
    assertThat(finding("offering default ccx99@nbg1").result()).isEqualTo(Result.WARNS);
  }

  @ParameterizedTest
  @CsvSource({
    "vpn, '', '', networks names vpn",
    "4711, '', '', networks names 4711",
    "'', shut, '', firewalls names shut",
    "'', '', nobody, ssh-keys names nobody"
  })
  void a_thing_that_the_project_does_not_have_is_told(
      String network, String firewall, String key, String told) {
    access = new ServerAccess(names(network), names(firewall), names(key), true, true);

    Finding found = finding("hetzner pools");

    assertThat(found.result()).isEqualTo(Result.FAILS);
    assertThat(found.evidence())
        .isEqualTo("pool default: " + told + ", which the Hetzner project does not have");
  }

  private static List<String> names(String name) {
    return name.isEmpty() ? List.of() : List.of(name);
  }

  @Test
  void a_right_that_is_missing_comes_with_the_yaml_that_grants_it() {
    sandbox.permit(Rbac.ORIGINAL);

    Finding found = finding("right LEASES");

    assertThat(found.result()).isEqualTo(Result.WARNS);
    assertThat(found.mend()).contains("kind: Role", "leases");
  }

  @Test
  void without_any_right_the_cluster_role_is_named() {
    sandbox.permit(Rbac.NOTHING);

    assertThat(finding("nodes").result()).isEqualTo(Result.FAILS);
    assertThat(finding("nodes").mend()).contains("ClusterRole");
    assertThat(finding("required rights").result()).isEqualTo(Result.FAILS);
    assertThat(finding("required rights").mend()).contains("resources: [pods/eviction]");
  }

  @Test
  void one_right_that_is_missing_is_named() {
    sandbox.permit(
        new Rbac(
            List.of(
                new Rbac.Rule("", "nodes", List.of("list", "delete"), null),
                new Rbac.Rule("", "pods", List.of("list"), null),
                new Rbac.Rule("", "pods/eviction", List.of("create"), null))));

    assertThat(finding("required rights").mend())
        .endsWith("{apiGroups: [\"\"], resources: [nodes], verbs: [patch]} in a ClusterRole");
  }

  @Test
  void a_control_plane_that_cannot_be_reached_is_told_with_its_address() {
    joinUrl = URI.create("https://10.9.8.7:6443");
    reach = (host, port) -> host.equals("10.9.8.7") && port == 6443 ? "timed out" : null;

    Finding found = finding("control plane");

    assertThat(found.evidence()).isEqualTo("10.9.8.7:6443 cannot be reached from here: timed out");
    assertThat(found.mend()).contains("K3S_URL");
  }

  @Test
  void a_pushgateway_that_is_dead_is_told_and_its_password_is_not() {
    push = PushTarget.parse("http://me:hidden@push.example:9091");
    reach = (host, port) -> host.equals("push.example") ? "refused" : null;

    Finding found = finding("pushgateway");

    assertThat(found.result()).isEqualTo(Result.WARNS);
    assertThat(found.toString()).doesNotContain("hidden");
  }

  @Test
  void a_clock_that_is_wrong_is_told_with_how_much() {
    InstantSource late = () -> Instant.now().minusSeconds(100);
    clock = SharedClock.of(late, late);

    Finding found = finding("clock of Hetzner");

    assertThat(found.result()).isEqualTo(Result.WARNS);
    assertThat(found.evidence()).matches("It is (99|100) s ahead of ours\\.");
  }

  private void breaks(Fault.Kind kind, String face) {
    sandbox.faults().add(new Fault(kind, face, null, null, 1, null, null));
  }

  private Finding finding(String check) {
    return examine().stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private List<Finding> examine() {
    Connections connections = new Connections(Map.of(), "test", Connections.Limits.USUAL);
    Connection connection = ApiClients.connect(variables);
    KubernetesSettings kubernetes =
        KubernetesSettings.of("gitea-runners", "app=gitea-actions-runner", variables);
    HetznerCloud cloud =
        new HetznerCloud(
            connections.withToken(url("HCLOUD_ENDPOINT"), token("HETZNER_API_TOKEN")),
            HetznerSettings.USUAL,
            clock);
    DetectedForge forge =
        new DetectedForge(
            connections.withToken(url("GITEA_API_URL"), token("GITEA_ADMIN_TOKEN")),
            () -> Set.of("linux"),
            clock);
    KubernetesCluster cluster = new KubernetesCluster(connection, kubernetes, clock);
    Ports ports =
        new Ports(
            new Ports.Outside(forge, cloud, cluster),
            new Ports.Shared(
                new ConfigMapState(connection, kubernetes, clock),
                new KubernetesLeases(connection, kubernetes, clock)),
            new Ports.Process(new VirtualThreads(), new SystemRandomness(), clock));
    Checkup.Expected expected =
        new Checkup.Expected(
            url("GITEA_API_URL"),
            new Checkup.Expected.Fleet(List.of(pool()), 5),
            joinUrl,
            "app=gitea-actions-runner in gitea-runners",
            push);
    Checkup.Beside beside =
        new Checkup.Beside(cloud::flaws, cluster::missingRights, scopes(connections, forge));
    return new Checkup(ports, beside, () -> expected, reach).examine();
  }

  /** The whole forge, unless a test looks at less. */
  private List<JoinedForge.Part> scopes(Connections connections, DetectedForge whole) {
    ForgeScope of = scope;
    return of == null
        ? List.of(new JoinedForge.Part(ForgeScope.ADMIN, whole))
        : List.of(
            new JoinedForge.Part(
                of,
                new GiteaForge(
                    connections.withToken(url("GITEA_API_URL"), token("GITEA_ADMIN_TOKEN")),
                    of,
                    clock)));
  }

  @ParameterizedTest
  @CsvSource({
    "org:acme, write:organization",
    "repo:acme/shop, write:repository",
    "user:carol, write:user",
    "org:nobody, write:organization"
  })
  void a_scope_that_the_token_does_not_open_is_told_with_its_right(String of, String right) {
    scope = ForgeScope.parse(of);
    variables.put(
        "GITEA_ADMIN_TOKEN",
        of.equals("org:acme") ? Tokens.SANDBOX.giteaReadOnly() : Tokens.SANDBOX.giteaOwner());

    Finding found = finding("forge runners " + of);

    assertThat(found.result()).isEqualTo(Result.FAILS);
    assertThat(found.mend()).contains(right).contains("FORGE_SCOPES");
  }

  @Test
  void an_owners_token_opens_the_organisation() {
    scope = ForgeScope.parse("org:acme");
    variables.put("GITEA_ADMIN_TOKEN", Tokens.SANDBOX.giteaOwner());

    assertThat(finding("forge jobs org:acme").result()).isEqualTo(Result.OK);
    assertThat(finding("forge runners org:acme").result()).isEqualTo(Result.OK);
  }

  private Pool pool() {
    return Pools.of(
        Pool.DEFAULT,
        5,
        new MachineTemplate(List.of(offering), "ubuntu-24.04", access, Map.of(), Pools.K3S),
        null);
  }

  private String given(String name) {
    return Objects.requireNonNull(variables.get(name), name);
  }

  private URI url(String name) {
    return URI.create(given(name));
  }

  private Token token(String name) {
    return Token.fixed(new Secret(given(name)));
  }
}
