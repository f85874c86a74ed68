package io.redub.boot.provider;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** An application without a component scan. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Provider {}
