package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.ApiTestApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The page beside the API, over a scripted operator and reports built by hand. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ApiTestApplication.class, PageConfiguration.class})
class PageTestApplication {

  @Bean
  PageSettings pageSettings() {
    return new PageSettings("1.0.0", () -> 5);
  }
}
