/** A small shop of four services, each of which runs as processes of its own. */
@NullMarked
package io.redub.example.shop;

import org.jspecify.annotations.NullMarked;
