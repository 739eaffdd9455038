package io.github.ciautoscaler.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import io.github.ciautoscaler.api.Seats;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

/** Puts the page together. It needs {@link PageSettings}, the API and the loop's operator. */
@Configuration(proxyBeanMethods = false)
@Import({
  PageController.class,
  PageFiles.class,
  ActController.class,
  WhyPages.class,
  SignInController.class,
  Refusals.class
})
public class PageConfiguration {

  /** The build turns the templates into classes of this package. */
  private static final String COMPILED = "io.github.ciautoscaler.page.generated";

  @Bean
  TemplateEngine pageTemplates() {
    return TemplateEngine.createPrecompiled(
        null, ContentType.Html, PageConfiguration.class.getClassLoader(), COMPILED);
  }

  @Bean
  Html pageHtml(TemplateEngine templates, Seats seats, PageSettings settings) {
    return new Html(templates, seats, settings);
  }

  @Bean
  @Order(0)
  Timeline timeline() {
    return new Timeline();
  }

  @Bean
  @Order(0)
  LatestDecisions latestDecisions() {
    return new LatestDecisions();
  }
}
