package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.ForPeople;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Style and scripts: everybody may have them, the sign-in too. */
@RestController
@ForPeople(open = true)
class PageFiles {

  @GetMapping(path = "/page/{name:[a-z.]+}")
  ResponseEntity<byte[]> file(@PathVariable("name") String name) {
    return PageFile.named(name)
        .map(file ->
            ResponseEntity.ok()
                .contentType(file.type())
                .cacheControl(CacheControl.noCache())
                .body(file.bytes()))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
