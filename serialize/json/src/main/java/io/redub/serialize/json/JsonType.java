package io.redub.serialize.json;

import com.fasterxml.jackson.databind.JavaType;
import io.redub.serialize.DeclaredType;
import java.lang.reflect.Type;

/** A declared type with its generic arguments resolved. */
record JsonType(Type type, JavaType resolved) implements DeclaredType {}
