package io.github.ciautoscaler.shipping.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts behind the workflows, as a person would run them. */
class ReleaseScriptsTest {

  private static final String CHANGELOG =
      """
      # Changelog

      ## Unreleased

      * Later.

      ## 1.0.0 - 2026-11-30

      * Says "hello".
      * Two	columns.

      ## 0.9.0

      * Before.
      """;
  private static final Map<String, String> FORGE =
      Map.of(
          "SERVER", "https://Git.example.com",
          "PROJECT", "CI/gitea-ci-autoscaler",
          "TAG", Checkout.tag(),
          "COMMIT", "0123abcd",
          "REPOSITORY", "https://git.example.com/ci/gitea-ci-autoscaler",
          "PACKAGE_USER", "bot",
          "PACKAGE_TOKEN", "hush");

  @TempDir private Path directory;

  @Test
  void the_changelogs_section_is_that_of_the_version_and_nothing_else()
      throws IOException, InterruptedException {
    Checkout checkout = new Checkout(directory, CHANGELOG);

    Checkout.Run run = checkout.run(Map.of(), ".ci/changelog", Checkout.tag());

    assertThat(run.code()).isZero();
    assertThat(run.output().strip()).isEqualTo("* Says \"hello\".\n* Two\tcolumns.");
  }

  @Test
  void a_tag_of_another_version_than_the_charts_is_no_release()
      throws IOException, InterruptedException {
    Checkout checkout = new Checkout(directory, CHANGELOG);

    Checkout.Run run = checkout.run(Map.of("TAG", "v0.9.0"), ".ci/changelog");

    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("Chart.yaml is not of version 0.9.0");
  }

  @Test
  void a_version_without_a_section_is_no_release() throws IOException, InterruptedException {
    Checkout checkout = new Checkout(directory, "# Changelog\n\n## Unreleased\n\n* Later.\n");

    Checkout.Run run = checkout.run(FORGE, ".ci/changelog");

    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("no section '## 1.0.0'");
  }

  @Test
  void the_image_of_a_release_is_pushed_for_both_platforms_with_labels_sbom_and_provenance()
      throws IOException, InterruptedException {
    Checkout checkout = new Checkout(directory, CHANGELOG, "docker");

    Checkout.Run run = checkout.run(FORGE, ".ci/image", "--push");

    assertThat(run.output()).contains("git.example.com/ci/gitea-ci-autoscaler@sha256:abc");
    assertThat(run.code()).isZero();
    assertThat(checkout.calls()).hasSize(3);
    assertThat(checkout.calls().getFirst())
        .contains("<--target> <sbom>", "<--output> <target/dist>");
    assertThat(checkout.calls().get(1)).startsWith("docker <login>").doesNotContain("hush");
    assertThat(checkout.calls().getLast())
        .contains("<--platform> <linux/amd64,linux/arm64>", "<VERSION=1.0.0>", "<--push>")
        .contains(
            "<--tag> <git.example.com/ci/gitea-ci-autoscaler:1.0.0>", "<--provenance=mode=max>")
        .contains("<org.opencontainers.image.revision=0123abcd>")
        .contains("<org.opencontainers.image.version=1.0.0>");
  }

  @Test
  void the_image_of_a_change_is_built_and_pushed_nowhere()
      throws IOException, InterruptedException {
    Checkout checkout = new Checkout(directory, CHANGELOG, "docker");

    Checkout.Run run = checkout.run(Map.of("COMMIT", "0123", "REPOSITORY", "here"), ".ci/image");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(checkout.calls()).hasSize(2).noneMatch(call -> call.contains("push"));
    assertThat(checkout.calls().getLast()).contains("<VERSION=1.0.0-SNAPSHOT>");
  }

  @Test
  void the_chart_is_checked_with_every_example_and_pushed_beside_the_image()
      throws IOException, InterruptedException {
    Checkout checkout = new Checkout(directory, CHANGELOG, "helm");
    Files.createDirectories(checkout.resolve("target/dist"));
    Files.writeString(checkout.resolve("target/dist/gitea-ci-autoscaler-1.0.0.tgz"), "");

    Checkout.Run run = checkout.run(FORGE, ".ci/chart", "--push");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(checkout.calls())
        .extracting(call -> call.split(" ", -1)[1])
        .containsExactly("<lint>", "<template>", "<package>", "<registry>", "<push>");
    assertThat(checkout.calls().getLast())
        .contains("<target/dist/gitea-ci-autoscaler-1.0.0.tgz> <oci://git.example.com/ci>");
  }

  @Test
  void a_release_has_the_changelogs_text_and_every_file() throws IOException, InterruptedException {
    Checkout checkout = new Checkout(directory, CHANGELOG);
    Files.createDirectories(checkout.resolve("target/dist"));
    Files.writeString(checkout.resolve("target/dist/image.digest"), "sha256:abc");
    Files.writeString(checkout.resolve("target/dist/gitea-ci-autoscaler.cdx.json"), "{}");
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer forge = forge(requests);
    try {
      Map<String, String> environment = new java.util.HashMap<>(FORGE);
      environment.put("SERVER", "http://127.0.0.1:" + forge.getAddress().getPort());

      Checkout.Run run = checkout.run(environment, ".ci/release");

      assertThat(run.output()).contains("v1.0.0 is released as 7");
      assertThat(run.code()).isZero();
    } finally {
      forge.stop(0);
    }

    String releases = "/api/v1/repos/CI/gitea-ci-autoscaler/releases";
    assertThat(requests).hasSize(4);
    assertThat(requests.get(0)).startsWith("GET " + releases + "/tags/v1.0.0 token hush");
    assertThat(requests.get(1))
        .startsWith("POST " + releases + " token hush")
        .contains(
            "\"body\":\"* Says \\\"hello\\\".\\n* Two\\tcolumns.\\n\\nImage digest:"
                + " `sha256:abc`\"");
    assertThat(requests.subList(2, 4))
        .extracting(request -> request.substring(0, request.indexOf(" token")))
        .containsExactly(
            "POST " + releases + "/7/assets?name=gitea-ci-autoscaler.cdx.json",
            "POST " + releases + "/7/assets?name=image.digest");
  }

  /** Knows no release of that tag yet. */
  private static HttpServer forge(List<String> requests) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + token
                  + " "
                  + body);
          boolean known = !exchange.getRequestMethod().equals("GET");
          byte[] answer =
              (known ? "{\"id\":7,\"tag_name\":\"v1.0.0\"}" : "{\"message\":\"none\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 201 : 404, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
