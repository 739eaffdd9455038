package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Reading;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class DescribeTest {

  private static final HeldCertificate CA =
      new HeldCertificate.Builder().commonName("k3s-server-ca").certificateAuthority(0).build();

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void theVersionIsTheServers() {
    api.server().setDispatcher(new Face(right -> true, null));

    assertThat(describe().version())
        .isEqualTo(Recorded.of("version.json").body().get("gitVersion").asString());
  }

  @Test
  void everyPermissionThatIsHeldIsGranted() {
    Face face = new Face(right -> true, null);
    api.server().setDispatcher(face);

    ClusterInfo info = describe();

    assertThat(info.granted()).containsExactlyInAnyOrder(Permission.values());
    assertThat(info.denied()).isEmpty();
    assertThat(face.asked)
        .containsExactlyInAnyOrder(
            "create leases in ci",
            "get leases gitea-ci-autoscaler in ci",
            "update leases gitea-ci-autoscaler in ci",
            "create configmaps in ci",
            "get configmaps gitea-ci-autoscaler in ci",
            "update configmaps gitea-ci-autoscaler in ci",
            "create secrets in kube-system",
            "delete secrets in kube-system",
            "create events in default",
            "create events in ci");
  }

  @Test
  void aRefusalIsReadAsRecorded() {
    api.answers("version.json")
        .answers(404, "{}")
        .answers("selfsubjectaccessreview.json", "selfsubjectaccessreview.json")
        .answers("selfsubjectaccessreview.json", "selfsubjectaccessreview.json")
        .answers(404, "{}");

    assertThat(describe(verifiedConnection()).denied()).containsOnlyKeys(Permission.values());
    api.asked();
    api.asked();
    ScriptedApi.Asked review = api.asked();
    Recorded recorded = Recorded.of("selfsubjectaccessreview.json");
    assertThat(review.path()).isEqualTo(recorded.path());
    assertThat(review.body().get("kind")).isEqualTo(recorded.requestBody().get("kind"));
    assertThat(review.body().at("/spec/resourceAttributes/verb").asString()).isEqualTo("create");
  }

  @Test
  void halfOfTwoRightsIsNotEnough() {
    api.server().setDispatcher(new Face(right -> !right.startsWith("delete secrets"), null));

    ClusterInfo info = describe();

    assertThat(info.granted())
        .containsExactlyInAnyOrder(Permission.LEASES, Permission.CONFIG_MAPS, Permission.EVENTS);
    assertThat(info.denied()).containsOnlyKeys(Permission.JOIN_TOKENS);
  }

  @Test
  void whatIsMissingComesWithTheYamlThatGrantsIt() {
    api.server().setDispatcher(new Face(right -> false, null));

    String yaml = describe().denied().get(Permission.LEASES);

    assertThat(yaml)
        .isEqualTo(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: gitea-ci-autoscaler-leases
              namespace: ci
            rules:
            - apiGroups: ["coordination.k8s.io"]
              resources: [leases]
              verbs: [create]
            - apiGroups: ["coordination.k8s.io"]
              resources: [leases]
              resourceNames: [gitea-ci-autoscaler]
              verbs: [get, update]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: gitea-ci-autoscaler-leases
              namespace: ci
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: gitea-ci-autoscaler-leases
            subjects:
            - kind: ServiceAccount
              name: autoscaler
              namespace: ci-system
            """);
  }

  @Test
  void theYamlOfEveryPermissionIsValidAndTheEventsTakeTwoNamespaces() throws IOException {
    api.server().setDispatcher(new Face(right -> false, null));

    Map<Permission, String> denied = describe().denied();

    for (Map.Entry<Permission, String> entry : denied.entrySet()) {
      assertThat(Yaml.loadAll(entry.getValue()))
          .hasSize(entry.getKey() == Permission.EVENTS ? 4 : 2)
          .hasOnlyElementsOfTypes(V1Role.class, V1RoleBinding.class);
    }
    assertThat(denied).containsOnlyKeys(Permission.values());
  }

  @Test
  void joinTokensNeedNoRightToReadSecrets() {
    api.server().setDispatcher(new Face(right -> false, null));

    assertThat(describe().denied().get(Permission.JOIN_TOKENS))
        .contains("namespace: kube-system", "resources: [secrets]", "verbs: [create, delete]")
        .doesNotContain("get", "list");
  }

  @Test
  void aReviewThatMayNotBeAskedCountsAsANoAndSaysSo() {
    api.answers("version.json").answers(403, "{}");
    for (Permission ignored : Permission.values()) {
      api.answers(403, "{\"kind\":\"Status\",\"message\":\"no reviews\"}");
    }
    api.answers(404, "{}");

    assertThat(describe(verifiedConnection()).denied().get(Permission.EVENTS))
        .startsWith("# Whether this is granted could not be asked")
        .contains("no reviews", "resources: [events]", "Bind it to");
  }

  /** Else a hiccup would put CLUSTER_SECRET onto machines that could have had tokens. */
  @Test
  void aReviewThatIsNotAnsweredIsUnknownAndNotANo() {
    api.answers("version.json").answers(500, "{\"kind\":\"Status\",\"message\":\"sorry\"}");
    assertThat(reading()).isInstanceOf(Reading.Failed.class);

    api.answers("version.json").resets();
    assertThat(reading()).isInstanceOf(Reading.Failed.class);
  }

  private Reading<ClusterInfo> reading() {
    return new KubernetesCluster(
            api.connection(), ScriptedApi.SETTINGS, InstantSource.fixed(ScriptedApi.NOW))
        .describe();
  }

  @Test
  void theCaHashIsOfTheBytesThatK3sServes() {
    String served = CA.certificatePem() + "\n";
    api.server().setDispatcher(new Face(right -> true, served));

    assertThat(describe(verifiedConnection()).caHash())
        .isEqualTo(CaHash.sha256(served.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whereCacertsIsNotServedTheConfiguredBundleIsHashed() {
    api.server().setDispatcher(new Face(right -> true, null));

    ClusterInfo described = describe(verifiedConnection());

    assertThat(described.caHash()).isEqualTo(CaHash.sha256(bundle()));
    assertThat(described.caKeyHashes()).isNotEmpty().isEqualTo(CaHash.ofKeys(bundle()));
  }

  @Test
  void overAnUnverifiedConnectionWhatIsServedIsNotBelieved() {
    api.server().setDispatcher(new Face(right -> true, CA.certificatePem()));

    assertThat(describe().caHash()).isNull();
  }

  @Test
  void aServerThatDoesNotAnswerIsNotDescribedByHalf() {
    api.answers("version.json").resets().resets();

    assertThat(
            new KubernetesCluster(
                    verifiedConnection(),
                    ScriptedApi.SETTINGS,
                    InstantSource.fixed(ScriptedApi.NOW))
                .describe())
        .isInstanceOf(Reading.Failed.class);
  }

  private static byte[] bundle() {
    return CA.certificatePem().getBytes(StandardCharsets.UTF_8);
  }

  private ClusterInfo describe() {
    return describe(api.connection());
  }

  private static ClusterInfo describe(Connection connection) {
    return NodesTest.complete(
        new KubernetesCluster(
                connection, ScriptedApi.SETTINGS, InstantSource.fixed(ScriptedApi.NOW))
            .describe());
  }

  /** Over TLS with the cluster's own CA, as in a pod. */
  private Connection verifiedConnection() {
    HeldCertificate server =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName(api.server().getHostName())
            .signedBy(CA)
            .build();
    api.server()
        .useHttps(
            new HandshakeCertificates.Builder().heldCertificate(server).build().sslSocketFactory());
    return new Connection(
        "a test",
        new ClientBuilder()
            .setBasePath(api.server().url("/").toString())
            .setCertificateAuthority(bundle())
            .build(),
        bundle(),
        true,
        null,
        TimeLimits.DEFAULT);
  }

  /** Answers reviews by a rule, and keeps which rights were asked for. */
  private static final class Face extends Dispatcher {
    private final Predicate<String> rule;
    private final @Nullable String cacerts;
    private final List<String> asked = new ArrayList<>();

    Face(Predicate<String> rule, @Nullable String cacerts) {
      this.rule = rule;
      this.cacerts = cacerts;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return switch (request.getUrl().encodedPath()) {
        case "/version" -> Recorded.of("version.json").response();
        case "/cacerts" ->
            cacerts == null
                ? Recorded.of("error-403-anonymous.json").response()
                : json(200, cacerts);
        case "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" -> review(request);
        case "/apis/authentication.k8s.io/v1/selfsubjectreviews" ->
            json(
                201,
                "{\"status\":{\"userInfo\":{\"username\":"
                    + "\"system:serviceaccount:ci-system:autoscaler\"}}}");
        default -> json(404, "{}");
      };
    }

    private MockResponse review(RecordedRequest request) {
      JsonNode attributes =
          Recorded.JSON
              .readTree(request.getBody() == null ? "" : request.getBody().utf8())
              .at("/spec/resourceAttributes");
      String name = attributes.path("name").asString("");
      String right =
          "%s %s%s in %s"
              .formatted(
                  attributes.path("verb").asString(),
                  attributes.path("resource").asString(),
                  name.isEmpty() ? "" : " " + name,
                  attributes.path("namespace").asString());
      asked.add(right);
      return json(201, "{\"status\":{\"allowed\":%s}}".formatted(rule.test(right)));
    }

    private static MockResponse json(int code, String body) {
      return new MockResponse.Builder().code(code).body(body).build();
    }
  }
}
