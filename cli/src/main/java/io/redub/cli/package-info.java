/** What the script {@code redub} runs. */
@NullMarked
package io.redub.cli;

import org.jspecify.annotations.NullMarked;
