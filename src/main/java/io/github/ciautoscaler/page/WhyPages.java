package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.ForPeople;
import io.github.ciautoscaler.api.ProblemException;
import io.github.ciautoscaler.api.WhyView;
import io.github.ciautoscaler.api.Whys;
import io.github.ciautoscaler.report.MachineStories;
import io.github.ciautoscaler.report.MachineStory;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A page for each job, machine and pool: why it is as it is, by every rule that was asked. */
@RestController
@ForPeople
class WhyPages {

  private final Html html;
  private final Whys whys;
  private final MachineStories stories;

  WhyPages(Html html, Whys whys, MachineStories stories) {
    this.html = html;
    this.whys = whys;
    this.stories = stories;
  }

  @GetMapping("/jobs/{id}")
  ResponseEntity<String> job(@PathVariable("id") String id, HttpServletRequest request) {
    return page(WhyPage.of("Job", whys.job(id).orElseThrow(ProblemException::noSuchJob)), request);
  }

  /** Of one that is gone its story is there for a day. */
  @GetMapping("/machines/{name}")
  ResponseEntity<String> machine(@PathVariable("name") String name, HttpServletRequest request) {
    WhyView why = whys.machine(name).orElse(null);
    List<MachineStory.Line> story =
        stories.of(why == null ? name : why.subject()).map(MachineStory::lines).orElse(List.of());
    if (why == null && story.isEmpty()) {
      throw ProblemException.noSuchMachine();
    }
    return page(WhyPage.ofMachine(why == null ? name : why.subject(), why, story), request);
  }

  @GetMapping("/pools/{name}")
  ResponseEntity<String> pool(@PathVariable("name") String name, HttpServletRequest request) {
    return page(
        WhyPage.of("Pool", whys.pool(name).orElseThrow(ProblemException::noSuchPool)), request);
  }

  private ResponseEntity<String> page(WhyPage page, HttpServletRequest request) {
    return html.page(HttpStatus.OK, "why", request, Map.of("page", page));
  }
}
