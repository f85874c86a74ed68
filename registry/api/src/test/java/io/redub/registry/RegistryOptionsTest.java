package io.redub.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.url.URL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What addresses of registries say. */
class RegistryOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"file=false", "file=N/A", "file-cache=false"})
    void aSnapshotMayBeUnwanted(String parameter) {
        assertThat(RegistryOptions.of(URL.valueOf("board://h:1?" + parameter)).snapshot()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file=some.cache"})
    void otherwiseThereIsOne(String parameter) {
        assertThat(RegistryOptions.of(URL.valueOf("board://h:1?" + parameter)).snapshot())
                .isNotNull();
    }
}
