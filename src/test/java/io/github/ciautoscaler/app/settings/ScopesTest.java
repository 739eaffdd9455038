package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parts of the forge are looked at, with which tokens, and what is wrong with them. */
class ScopesTest {

  @Test
  void nobody_who_says_nothing_is_asked_for_more_than_the_administrators_token() {
    Settings.Forge forge = Configured.withWhatIsRequired().read().settings().forge();

    assertThat(forge.scopes()).containsExactly(ForgeScope.ADMIN);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "admin; admin",
        "ADMIN; admin",
        "org:acme; org:acme",
        "Org:Acme; org:acme",
        "' org:acme , repo:Globex/My.Site_2 '; org:acme, repo:globex/my.site_2",
        "user:alice,,admin; user:alice, admin",
        "org:acme,org:ACME; org:acme"
      })
  void scopes_are_read_as_people_write_them(String written, String read) {
    Settings.Forge forge =
        Configured.withWhatIsRequired().variable("FORGE_SCOPES", written).read().settings().forge();

    assertThat(forge.scopes().stream().map(Object::toString).collect(Collectors.joining(", ")))
        .isEqualTo(read);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "','; names nothing; org:NAME",
        "acme; 'acme'; org:acme, if that is an organisation",
        "acme/shop; 'acme/shop'; repo:acme/shop",
        "orgs:acme; 'orgs:acme'; org:NAME",
        "organization:acme; no scope; org:NAME",
        "org:; 'org:'; org:NAME",
        "org; 'org'; org:NAME",
        "user:; 'user:'; user:NAME",
        "repo:shop; 'repo:shop'; repo:OWNER/shop",
        "repo:acme/; no scope; repo:OWNER/NAME",
        "repo:/shop; no scope; repo:OWNER/NAME",
        "repo:acme/shop/x; no scope; repo:OWNER/NAME",
        "repo:acme/*; no scope; Leave the * out",
        "org:*; no scope; Leave the * out",
        "*; no scope; Write admin",
        "all; 'all'; Write admin",
        "org:acme/shop; no scope; write repo:acme/shop",
        "user:alice/dots; no scope; write repo:alice/dots",
        "admin:acme; no scope; Write admin",
        "org=acme; no scope; org:NAME",
        "'org: acme'; no scope; org:NAME",
        "org:ac me; no scope; org:NAME",
        "org:acme;;",
        "'org:acme org:globex'; no scope; commas between several",
        "org:..; no scope; org:NAME",
        "repo:acme/..; no scope; repo:OWNER/NAME",
        "org:acme?x=1; no scope; org:NAME",
        "org:%61cme; no scope; org:NAME",
        "org:äcme; no scope; org:NAME",
        "https://git.example.com/acme; no scope; org:NAME",
        "'org:acme,gobex,repo:x'; 'gobex'; org:gobex",
      })
  void what_is_no_scope_is_refused_with_what_to_write(String written, String what, String mend) {
    List<Problem> problems =
        Configured.withWhatIsRequired().variable("FORGE_SCOPES", written).read().problems();

    if (what == null) {
      assertThat(problems).isEmpty();
      return;
    }
    assertThat(problems).isNotEmpty();
    assertThat(problems.getFirst().what()).startsWith("FORGE_SCOPES ").contains(what);
    assertThat(problems.getFirst().mend()).contains(mend);
  }

  @Test
  void more_scopes_than_a_pass_can_ask_are_refused() {
    String many =
        IntStream.range(0, 51).mapToObj(i -> "org:o" + i).collect(Collectors.joining(","));

    assertThat(Configured.withWhatIsRequired().variable("FORGE_SCOPES", many).problems())
        .singleElement()
        .asString()
        .contains("51 scopes");
  }

  @Test
  void a_token_of_its_own_opens_a_scope_and_the_administrators_the_others() {
    Settings.Access access =
        Configured.withWhatIsRequired()
            .variable("FORGE_SCOPES", "org:acme,repo:globex/site,admin")
            .variable("FORGE_SCOPE_TOKENS", "ORG:acme=aaa111\nrepo:globex/site=b=b")
            .variable("GITEA_ADMIN_TOKEN", "ccc")
            .read()
            .settings()
            .forge()
            .access();

    assertThat(access.scopes().stream().map(access::tokenOf))
        .containsExactly(new Secret("aaa111"), new Secret("b=b"), new Secret("ccc"));
  }

  @Test
  void where_each_scope_has_a_token_no_administrators_is_asked_for() {
    Configured configured =
        Configured.withWhatIsRequired()
            .without("GITEA_ADMIN_TOKEN")
            .variable("FORGE_SCOPES", "org:acme,user:alice");

    assertThat(configured.variable("FORGE_SCOPE_TOKENS", "org:acme=a").problems())
        .containsExactly("GITEA_ADMIN_TOKEN is missing");
    assertThat(configured.variable("FORGE_SCOPE_TOKENS", "org:acme=a,user:alice=b").problems())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "hunter2; entry 1 has no =",
        "org:acme=hunter2 hunter2; entry 2 has no =",
        "hunter2=x; entry 1 begins with no scope",
        "org:acme=; entry 1 has no token",
        "=hunter2; entry 1 begins with no scope",
        "org:acme=hunter2,org:ACME=hunter2; entry 2 is a second one for org:acme",
        "org:acme=hünter2; entry 1 has a character",
        "acme/shop=hunter2; entry 1 begins with no scope",
        "','; is empty",
        "org:acme: hunter2; entry 1 has no =",
      })
  void what_is_no_list_of_tokens_is_refused_and_never_shown(String written, String what) {
    List<Problem> problems =
        Configured.withWhatIsRequired().variable("FORGE_SCOPE_TOKENS", written).read().problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().what()).contains(what);
    assertThat(problems.toString()).doesNotContain("hunter2").doesNotContain("hünter2");
  }

  @Test
  void a_token_that_no_scope_uses_is_told() {
    assertThat(
            Configured.withWhatIsRequired()
                .variable("FORGE_SCOPE_TOKENS", "org:acme=hunter2")
                .read()
                .warnings())
        .anyMatch(warning -> warning.contains("has a token for org:acme"))
        .noneMatch(warning -> warning.contains("hunter2"));
  }
}
