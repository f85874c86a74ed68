package io.redub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.StatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation says what the code says, and its links lead somewhere. */
class DocsTest {
    private static final Path DOCS = Repository.ROOT.resolve("docs");
    private static final Path ERRORS = DOCS.resolve("errors.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ERROR_ANCHOR = Pattern.compile("docs/errors\\.md#([a-z-]+)");

    private static List<Path> pages() {
        return Stream.concat(
                        Repository.files(DOCS, ".md").stream(),
                        Stream.of(Repository.ROOT.resolve("README.md")).filter(Files::exists))
                .toList();
    }

    /** The anchors that GitHub makes of the headings. */
    private static Set<String> anchors(Path page) {
        Matcher heading = HEADING.matcher(Repository.text(page));
        return heading.results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String section(StatusCode code) {
        String[] parts = Repository.text(ERRORS).split("(?m)^### " + code.anchor() + "$", 2);
        assertThat(parts).as("sections ### %s in docs/errors.md", code.anchor()).hasSize(2);
        return parts[1].split("(?m)^##", 2)[0];
    }

    @Test
    void everyCodeIsExplained() {
        for (StatusCode code : StatusCode.values()) {
            assertThat(section(code).strip())
                    .as("the section of %s", code)
                    .startsWith("Number " + code.number())
                    .contains("**Causes**", "**Do**", "**Retry safe**");
        }
    }

    @Test
    void noSectionExplainsACodeThatIsGone() {
        Set<String> codes =
                Arrays.stream(StatusCode.values())
                        .map(StatusCode::anchor)
                        .collect(Collectors.toSet());
        Matcher section = Pattern.compile("(?m)^### (.+)$").matcher(Repository.text(ERRORS));
        assertThat(section.results().map(found -> found.group(1))).allMatch(codes::contains);
    }

    @Test
    void whatTheCodeSaysOfErrorsExists() {
        Set<String> anchors = anchors(ERRORS);
        for (Path source : Repository.allSources()) {
            ERROR_ANCHOR
                    .matcher(Repository.text(source))
                    .results()
                    .forEach(
                            found ->
                                    assertThat(anchors)
                                            .as("docs/errors.md, named by %s", source)
                                            .contains(found.group(1)));
        }
    }

    @Test
    void linksBetweenPagesLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            LINK.matcher(Repository.text(page))
                    .results()
                    .map(found -> found.group(1))
                    .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                    .filter(link -> !leadsSomewhere(page, link))
                    .forEach(link -> broken.add(Repository.ROOT.relativize(page) + ": " + link));
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || !target.toString().endsWith(".md")
                        || anchors(target).contains(parts[1]));
    }

    /** A decision that the code or a page refers to can be found by its number. */
    @Test
    void decisionsAreNumberedWithoutGaps() {
        List<String> names =
                Repository.files(DOCS.resolve("decisions"), ".md").stream()
                        .map(file -> file.getFileName().toString())
                        .sorted()
                        .toList();
        for (int i = 0; i < names.size(); i++) {
            String number = String.format(Locale.ROOT, "%03d", i + 1);
            assertThat(names.get(i)).startsWith(number + "-");
            assertThat(Repository.text(DOCS.resolve("decisions").resolve(names.get(i))))
                    .startsWith("# " + number + " ")
                    .contains("**Chosen.**", "**Rejected.**", "**Why");
        }
    }
}
