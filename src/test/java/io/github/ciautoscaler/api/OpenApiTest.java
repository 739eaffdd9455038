package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.HookInstaller;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Holds the OpenAPI document, which is written by hand, to what is really served. */
@ApiTest
class OpenApiTest {

  private final Http http;
  private final EventStream passes;
  private final ScriptedOperator operator;
  private final ApiTestApplication.Controls controls;
  private final RequestMappingHandlerMapping mappings;
  private final JsonNode document;

  @Autowired
  OpenApiTest(
      @LocalServerPort int port,
      EventStream passes,
      ScriptedOperator operator,
      ApiTestApplication.Controls controls,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.http = new Http(port);
    this.passes = passes;
    this.operator = operator;
    this.controls = controls;
    this.mappings = mappings;
    this.document = http.get("/v3/api-docs").json();
  }

  @BeforeEach
  void fresh() {
    controls.token.set(Optional.of(new Secret(TOKEN)));
    controls.configuration.set(
        new ConfigurationView(
            List.of("/config/pools.yaml"),
            ApiTestApplication.NOW,
            ApiTestApplication.NOW,
            List.of(new ConfigurationView.Mistake("max is 'many'", "pools.yaml:6", "Write 5.")),
            List.of("server.port changed"),
            List.of("x")));
    operator.next =
        new Operator.Accepted(
            true,
            true,
            new Pause(ApiTestApplication.NOW, ApiTestApplication.NOW, "why"),
            List.of("Done."));
    operator.poolPause = new Pause(ApiTestApplication.NOW, null, null);
    passes.onPass(SampleReports.full().build());
  }

  @Test
  void every_mapping_is_described_and_nothing_else() {
    Set<String> served = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .forEach((mapping, method) -> {
          if (method.getBeanType() != ErrorPage.class) {
            for (String path : mapping.getPatternValues()) {
              mapping
                  .getMethodsCondition()
                  .getMethods()
                  .forEach(verb -> served.add(verb + " " + path));
            }
          }
        });
    Set<String> described =
        operations().stream()
            .filter(operation -> !operation.contains("/actuator/"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(served).hasSize(25);
    assertThat(described).isEqualTo(served);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /actuator/health", "GET /actuator/health/liveness",
    "GET /actuator/health/readiness", "GET /actuator/prometheus"
  })
  void what_the_actuator_serves_is_described(String operation) {
    assertThat(operations()).contains(operation);
    assertThat(http.get(operation.substring(4)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/nodes, Nodes",
    "/api/status, Status",
    "/api/pools, Pools",
    "/api/jobs, QueuedJobs",
    "/api/demand, Demand",
    "/api/decisions, Decisions",
    "/api/audit, Audit",
    "/api/doctor, Findings",
    "/api/machines/ci-runner-00000001/why, Why",
    "/api/nodes/ci-runner-00000002/why, Why",
    "/api/pools/default/why, Why",
    "/api/jobs/22/why, Why",
    "/api/jobs/7/why, Why",
    "/api/machines/ci-runner-00000001/events, Story",
    "/api/nodes/ci-runner-00000001/events, Story"
  })
  void every_field_that_is_read_is_described_and_every_described_one_is_there(
      String path, String schema) {
    JsonNode operation = operation("GET " + template(path));
    assertThat(operation.at("/responses/200/content/application~1json/schema/$ref").stringValue())
        .endsWith("/" + schema);

    assertFits(http.get(path).json(), schema(schema), path);
  }

  @Test
  void what_writes_and_problems_answer_is_described() {
    assertFits(http.post("/api/pause", "").json(), schema("Written"), "pause");
    assertFits(http.post("/api/scale", "{}").json(), schema("Problem"), "scale");
    assertFits(http.get("/nothing").json(), schema("Problem"), "nothing");
  }

  @Test
  void every_described_status_of_every_operation_can_be_provoked() {
    for (String operation : operations()) {
      if (operation.contains("/actuator/")
          || operation.contains("/v3/")
          || operation.endsWith("/api/events")) {
        continue;
      }
      String method = operation.split(" ")[0];
      String path = filled(operation.split(" ")[1]);
      for (String status : operation(operation).path("responses").propertyNames()) {
        boolean defect = method.equals("GET") && status.equals("500");
        boolean beforeTheFirstPass = path.matches(".*/(why|doctor)") && status.equals("503");
        if (defect || beforeTheFirstPass) {
          continue;
        }
        Http.Answer answer =
            path.startsWith("/hooks/")
                ? deliver(path, Integer.parseInt(status))
                : provoke(method, path, Integer.parseInt(status));
        assertThat(answer.status())
            .as(operation + " " + status)
            .isEqualTo(Integer.parseInt(status));
      }
    }
  }

  /** With names that the sample report has. */
  private static String filled(String path) {
    return path.replace("/pools/{name}/why", "/pools/default/why")
        .replace("{name}", "ci-runner-00000001")
        .replace("{id}", "22");
  }

  private static String template(String path) {
    return path.replaceFirst("/ci-runner-[0-9]+|/default", "/{name}")
        .replaceFirst("/[0-9]+", "/{id}");
  }

  private Http.Answer deliver(String path, int status) {
    controls.webhookSecrets.set(status == 403 ? List.of() : List.of(new Secret("s")));
    byte[] body = new byte[status == 413 ? BodyLimit.MOST_OF_A_DELIVERY + 1 : 2];
    body[0] = (byte) (status == 400 ? '[' : '{');
    body[1] = '}';
    String type = status == 415 ? "text/plain" : "application/json";
    String secret = status == 401 ? "another" : "s";
    return http.send(
        "POST",
        path,
        body,
        "Content-Type",
        type,
        "X-Gitea-Event",
        "push",
        "X-Gitea-Signature",
        SignedDelivery.signature(secret, body));
  }

  private static String body(String path) {
    if (path.endsWith("/install")) {
      return "{\"url\":\"http://autoscaler.ci.svc:8080/hooks/forge\"}";
    }
    return path.endsWith("scale") ? "{\"count\":1}" : "";
  }

  private static HookInstaller.@Nullable Answer installing(int status) {
    return switch (status) {
      case 409 -> new HookInstaller.Refused("no");
      case 500 -> null;
      case 503 -> new HookInstaller.Unreachable("no answer");
      default -> ApiTestApplication.INSTALLED;
    };
  }

  private Http.Answer provoke(String method, String path, int status) {
    fresh();
    operator.broken = status == 500;
    boolean missing = false;
    String query = "";
    String accept = "application/json";
    String type = "application/json";
    String token = TOKEN;
    byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
    controls.installing.set(installing(status));
    switch (status) {
      case 200 -> query = path.matches(".*(scale|drain)") ? "?dryRun=true" : "";
      case 400 -> query = method.equals("GET") ? "?limit=x&format=x&scope=x" : "?dryRun=x";
      case 401 -> token = "wrong";
      case 403 -> controls.token.set(Optional.empty());
      case 404 -> {
        operator.next = new Operator.NotFound("gone");
        missing = method.equals("GET");
        query = path.endsWith("/demand") ? "?pool=9999" : "";
      }
      case 406 -> accept = "text/html";
      case 409 -> operator.next = new Operator.Conflicting("paused");
      case 413 -> body = new byte[BodyLimit.MOST_BYTES + 1];
      case 415 -> {
        type = "text/plain";
        body = new byte[] {'x'};
      }
      case 422 -> operator.next = new Operator.KeyReused("used");
      case 503 -> {
        operator.next = new Operator.Unavailable("later");
        passes.onPass(ReportBuilder.at(ApiTestApplication.NOW).queueUnknown().build());
      }
      default -> {}
    }
    try {
      return http.send(
          method,
          (missing ? path.replaceFirst("/[^/]+/(why|events)$", "/9999/$1") : path) + query,
          body,
          "Accept",
          accept,
          "Content-Type",
          type,
          "Authorization",
          "Bearer " + token);
    } finally {
      operator.broken = false;
    }
  }

  /** The same fields on both sides, all the way down, and no value of another type. */
  private void assertFits(JsonNode value, JsonNode schema, String place) {
    JsonNode resolved = resolve(schema, value);
    if (value.isObject() && resolved.has("properties")) {
      Set<String> described = new TreeSet<>(resolved.path("properties").propertyNames());
      Set<String> required = new TreeSet<>();
      resolved.path("required").forEach(name -> required.add(name.stringValue()));
      assertThat(described).as(place).containsAll(value.propertyNames());
      assertThat(value.propertyNames()).as(place).containsAll(required);
      for (String name : value.propertyNames()) {
        assertFits(value.get(name), resolved.path("properties").get(name), place + "/" + name);
      }
    } else if (value.isArray()) {
      value.forEach(item -> assertFits(item, resolved.path("items"), place + "[]"));
    } else {
      assertThat(types(resolved)).as(place + " is " + value).contains(typeOf(value));
    }
  }

  private JsonNode resolve(JsonNode schema, JsonNode value) {
    if (schema.has("anyOf")) {
      return resolve(schema.path("anyOf").get(value.isNull() ? 1 : 0), value);
    }
    String ref = schema.path("$ref").asString("");
    return ref.isEmpty() ? schema : schema(ref.replaceFirst(".*/", ""));
  }

  private static List<String> types(JsonNode schema) {
    List<String> types = new ArrayList<>();
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      type.forEach(one -> types.add(one.stringValue()));
    } else {
      types.add(type.stringValue());
    }
    return types;
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case OBJECT -> "object";
      default -> "unknown";
    };
  }

  private JsonNode schema(String name) {
    JsonNode schema = document.at("/components/schemas/" + name);
    assertThat(schema.isObject()).as(name).isTrue();
    return schema;
  }

  private JsonNode operation(String operation) {
    return document
        .path("paths")
        .path(operation.split(" ")[1])
        .path(operation.split(" ")[0].toLowerCase(java.util.Locale.ROOT));
  }

  private Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    JsonNode paths = document.path("paths");
    for (String path : paths.propertyNames()) {
      for (String verb : paths.path(path).propertyNames()) {
        operations.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path);
      }
    }
    return operations;
  }
}
