package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Match;
import io.github.ciautoscaler.fleet.Match.Operator;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Resources;
import io.github.ciautoscaler.fleet.Toleration;
import io.github.ciautoscaler.fleet.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Pods with what they ask for, as the API server sends them. */
class WorkloadsOnTheWireTest {

  private static final long MIB = 1 << 20;

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  private Workload read(String pod) {
    api.answers(
        200,
        """
        {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[%s]}
        """
            .formatted(pod));
    return NodesTest.complete(api.cluster().workloads()).getFirst();
  }

  /** A Deployment's replica as the scheduler leaves it where nothing fits. */
  private static String waiting(String spec, String more) {
    return """
    {"metadata":{"name":"web-1","namespace":"ci","uid":"u1","labels":{"app":"web"},
      "creationTimestamp":"2026-11-23T11:00:00Z","ownerReferences":[
        {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-5d4f","uid":"r","controller":true}]},
     "spec":{%s},
     "status":{"phase":"Pending","qosClass":"Burstable",%s"conditions":[{"type":"PodScheduled",
       "status":"False","reason":"Unschedulable","lastProbeTime":null,
       "lastTransitionTime":"2026-11-23T11:00:00Z",
       "message":"0/1 nodes are available: 1 Insufficient cpu."}]}}
    """
        .formatted(spec, more);
  }

  private static String term(String affinity, String term) {
    return "\"affinity\":{\"%s\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[%s]}}"
        .formatted(affinity, term);
  }

  @Test
  void every_unfinished_pod_of_every_namespace_is_read_in_one_list() {
    api.answers("pods-of-node.json");

    List<Workload> pods = NodesTest.complete(api.cluster().workloads());

    assertThat(pods).extracting(Workload::node).containsOnly("ci-runner-1b8ebd02");
    assertThat(pods).noneMatch(Workload::unschedulable);
    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.path()).isEqualTo("/api/v1/pods");
    assertThat(asked.query())
        .containsEntry("fieldSelector", "status.phase!=Succeeded,status.phase!=Failed");
  }

  @Test
  void what_may_not_be_read_is_unknown_and_not_nothing() {
    api.answers(
        403, "{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":403,\"message\":\"no\"}");

    assertThat(api.cluster().workloads()).isInstanceOf(Reading.Failed.class);
  }

  @Test
  void a_pod_for_which_the_scheduler_found_nothing_is_told() {
    Workload pod = read(waiting("", ""));

    assertThat(pod.unschedulable()).isTrue();
    assertThat(pod.node()).isNull();
    assertThat(pod.labels()).isEqualTo(Map.of("app", "web"));
    assertThat(pod.pod().keeps()).isNull();
    assertThat(read(waiting("", "\"nominatedNodeName\":\"n\",")).unschedulable())
        .as("for which others are ended")
        .isFalse();
    assertThat(read(waiting("\"priority\":-11", "")).unschedulable()).as("holds room").isFalse();
    assertThat(read(waiting("\"priority\":-10", "")).unschedulable()).isTrue();
    assertThat(read(waiting("", "").replace("Unschedulable", "SchedulingGated")).unschedulable())
        .isFalse();
  }

  @Test
  void requests_are_counted_as_the_scheduler_does() {
    Workload pod =
        read(
            waiting(
                """
                "containers":[
                  {"name":"a","resources":{"requests":{"cpu":"500m","memory":"128Mi"}}},
                  {"name":"b","resources":{"requests":{"cpu":"0.25"},"limits":{"cpu":"2"}}}],
                "initContainers":[
                  {"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"100m"}}},
                  {"name":"i","resources":{"requests":{"cpu":"1","memory":"64Mi"}}}],
                "overhead":{"cpu":"50m","memory":"16Mi"}
                """,
                ""));

    assertThat(pod.requests())
        .isEqualTo(new Resources(Map.of("cpu", 1150L, "memory", 144 * MIB, "pods", 1L)));
  }

  @ParameterizedTest
  @CsvSource({
    "cpu, 2, 2000",
    "cpu, 100m, 100",
    "cpu, 1500u, 2",
    "memory, 1Gi, 1073741824",
    "memory, 1e3, 1000",
    "memory, 1E, 1000000000000000000",
    "memory, 2M, 2000000",
    "memory, 128974848, 128974848",
    "pods, 110, 110",
    "memory, 999E, 9223372036854775807"
  })
  void amounts_are_read(String resource, String text, long amount) {
    assertThat(Quantities.amount(resource, text)).isEqualTo(amount);
  }

  @Test
  void an_amount_that_cannot_be_read_makes_the_list_unknown() {
    api.answers(
        200,
        "{\"kind\":\"PodList\",\"items\":[%s]}"
            .formatted(
                waiting("\"containers\":[{\"resources\":{\"requests\":{\"cpu\":\"lots\"}}}]", "")));

    assertThat(api.cluster().workloads()).isInstanceOf(Reading.Failed.class);
  }

  @Test
  void where_it_may_run_is_told() {
    Constraints told =
        read(waiting(
                """
                "nodeSelector":{"zone":"a"},
                "tolerations":[{"key":"gpu","operator":"Exists","effect":"NoSchedule"}],
                "containers":[{"ports":[{"containerPort":80,"hostPort":8080}]}],
                "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
                  {"nodeSelectorTerms":[{"matchExpressions":[
                    {"key":"arch","operator":"In","values":["amd64"]},
                    {"key":"old","operator":"DoesNotExist"}]}]}},
                 "podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
                   {"topologyKey":"kubernetes.io/hostname",
                    "labelSelector":{"matchLabels":{"app":"web"}}}]}},
                "topologySpreadConstraints":[
                  {"maxSkew":2,"topologyKey":"kubernetes.io/hostname",
                   "whenUnsatisfiable":"DoNotSchedule",
                   "labelSelector":{"matchLabels":{"app":"web"}}},
                  {"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway"}]
                """,
                ""))
            .constraints();

    List<Match> web = List.of(Match.equal("app", "web"));
    assertThat(told)
        .isEqualTo(
            new Constraints(
                new Constraints.OfNode(
                    List.of(Match.equal("zone", "a")),
                    List.of(
                        List.of(
                            Match.equal("arch", "amd64"),
                            new Match("old", Operator.DOES_NOT_EXIST, List.of()))),
                    List.of(new Toleration("gpu", true, "", "NoSchedule"))),
                new Constraints.OfPods(
                    List.of(new Constraints.Apart(web, Set.of("ci"))),
                    List.of(new Constraints.Spread(2, web)),
                    Set.of("TCP/8080")),
                null));
  }

  @Test
  void what_a_new_machine_is_not_known_to_give_is_named() {
    assertThat(unsupported(term("podAffinity", "{\"topologyKey\":\"kubernetes.io/hostname\"}")))
        .isEqualTo("its pod affinity asks for a host with other pods");
    assertThat(unsupported(term("podAntiAffinity", "{\"topologyKey\":\"zone\"}")))
        .isEqualTo("its anti-affinity is about zone");
    assertThat(
            unsupported(
                "\"topologySpreadConstraints\":[{\"topologyKey\":\"zone\",\"maxSkew\":1,"
                    + "\"whenUnsatisfiable\":\"DoNotSchedule\"}]"))
        .isEqualTo("its topology spread is about zone");
    assertThat(unsupported("\"resourceClaims\":[{\"name\":\"gpu\"}]"))
        .isEqualTo("it claims devices, which are not counted");
  }

  private String unsupported(String spec) {
    return String.valueOf(read(waiting(spec, "")).constraints().unsupported());
  }

  @ParameterizedTest(name = "{1} {0} {2}: {3}")
  @CsvSource({
    "'', ReplicaSet, '', null",
    "'', StatefulSet, '', null",
    "'', Job, '', 'its work may be lost: nobody knows what Job web-5d4f does then'",
    "'', EphemeralRunner, '', 'its work may be lost: nobody knows what EphemeralRunner web-5d4f does"
        + " then'",
    "'', ReplicaSet, '\"restartPolicy\":\"Never\"', 'it runs to an end, and its work would be lost'",
    "'', StatefulSet, '\"volumes\":[{\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]', its"
        + " volume may lie on the machine",
    "'', ReplicaSet, '\"volumes\":[{\"ephemeral\":{}}]', its volume may lie on the machine",
    "true, StatefulSet, '\"volumes\":[{\"persistentVolumeClaim\":{}}]', null",
    "'', ReplicaSet, '\"volumes\":[{\"emptyDir\":{}}]', it has files on the machine",
    "true, Job, '\"volumes\":[{\"emptyDir\":{}}]', null",
    "false, ReplicaSet, '', safe-to-evict is false",
  })
  void what_must_not_be_moved_is_told(String said, String owner, String spec, String keeps) {
    String annotations =
        said.isEmpty()
            ? ""
            : "\"annotations\":{\"cluster-autoscaler.kubernetes.io/safe-to-evict\":\""
                + said
                + "\"},";
    String pod =
        waiting(spec, "")
            .replace("ReplicaSet", owner)
            .replace("\"name\":\"web-1\",", "\"name\":\"web-1\"," + annotations);

    assertThat(String.valueOf(read(pod).pod().keeps())).isEqualTo(keeps);
  }

  @Test
  void a_pod_that_nobody_would_start_again_keeps_its_machine() {
    String pod = waiting("", "").replaceAll("\"ownerReferences\":\\[[^]]*]", "\"x\":0");

    assertThat(read(pod).pod().keeps()).isEqualTo("nobody would start it again");
  }

  @Test
  void a_node_says_what_its_pods_may_ask_for() {
    Wire.NodeItem item =
        JsonMapper.builder()
            .build()
            .readValue(
                """
                {"metadata":{"name":"n","uid":"u","creationTimestamp":"2026-11-23T11:00:00Z"},
                 "status":{"allocatable":{"cpu":"1900m","memory":"3905428Ki","pods":"110"}}}
                """,
                Wire.NodeItem.class);

    Node node = Mapping.node(item);

    assertThat(node.scheduling().allocatable())
        .isEqualTo(new Resources(Map.of("cpu", 1900L, "memory", 3905428L * 1024, "pods", 110L)));
  }
}
