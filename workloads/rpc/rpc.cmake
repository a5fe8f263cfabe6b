# Clients and servers whose stubs Debian's rpcgen makes of a .x file: NAME_client (or NAME) and NAME_server.
#
# rpc_workload(NAME CLIENT): NAME.x, CLIENT.c, and NAME_procedures.c with what the server does
function(rpc_workload name client)
  set(from ${CMAKE_CURRENT_SOURCE_DIR}/rpc)
  set(to ${CMAKE_CURRENT_BINARY_DIR}/rpc/${name})
  file(MAKE_DIRECTORY ${to})
  file(COPY_FILE ${from}/${name}.x ${to}/${name}.x ONLY_IF_DIFFERENT)  # rpcgen writes the path into what it makes
  set(made ${to}/${name}.h ${to}/${name}_clnt.c ${to}/${name}_svc.c ${to}/${name}_xdr.c)
  add_custom_command(OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -E copy ${from}/${name}.x ${to}/${name}.x
    COMMAND ${CMAKE_COMMAND} -E rm -f ${made}
    COMMAND ${rpcgen_program} ${name}.x
    DEPENDS ${from}/${name}.x WORKING_DIRECTORY ${to} COMMENT "rpcgen ${name}.x" VERBATIM)
  set(libraries program_libraries ${archives} ${CMAKE_BINARY_DIR}/lib/libshrimp_runtime.a)
  set(compile shrimp-cc -O2 -g -I ${to})
  add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${client}
    COMMAND ${compile} -o ${CMAKE_CURRENT_BINARY_DIR}/${client} ${from}/${client}.c ${to}/${name}_clnt.c ${to}/${name}_xdr.c
    DEPENDS shrimp-cc ${libraries} ${made} ${from}/${client}.c COMMENT "shrimp-cc ${client}" VERBATIM)
  add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}_server
    COMMAND ${compile} -o ${CMAKE_CURRENT_BINARY_DIR}/${name}_server
      ${from}/${name}_procedures.c ${to}/${name}_svc.c ${to}/${name}_xdr.c
    DEPENDS shrimp-cc ${libraries} ${made} ${from}/${name}_procedures.c COMMENT "shrimp-cc ${name}_server" VERBATIM)
  list(APPEND programs ${CMAKE_CURRENT_BINARY_DIR}/${client} ${CMAKE_CURRENT_BINARY_DIR}/${name}_server)
  set(programs ${programs} PARENT_SCOPE)
endfunction()

rpc_workload(calculator calculator_client)
rpc_workload(file_service file_service_client)
rpc_workload(rpc_calls rpc_calls)

# A client and a server whose stubs shrimp-rpcgen makes: NAME.srpc, NAME.c, NAME_server.c
function(shrimp_rpc_workload name)
  set(from ${CMAKE_CURRENT_SOURCE_DIR}/rpc)
  set(to ${CMAKE_CURRENT_BINARY_DIR}/rpc/${name})
  file(MAKE_DIRECTORY ${to})
  set(made ${to}/${name}.h ${to}/${name}_client.c ${to}/${name}_server.c)
  add_custom_command(OUTPUT ${made} COMMAND shrimp-rpcgen ${from}/${name}.srpc -o ${to}
    DEPENDS shrimp-rpcgen ${from}/${name}.srpc COMMENT "shrimp-rpcgen ${name}.srpc" VERBATIM)
  foreach(side client server)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${name})
    if(side STREQUAL server)
      string(APPEND output _server)
    endif()
    get_filename_component(main ${output} NAME)
    add_custom_command(OUTPUT ${output}
      COMMAND shrimp-cc -O2 -g -I ${to} -o ${output} ${from}/${main}.c ${to}/${name}_${side}.c
      DEPENDS shrimp-cc program_libraries ${archives} ${CMAKE_BINARY_DIR}/lib/libshrimp_runtime.a ${made} ${from}/${main}.c
      COMMENT "shrimp-cc ${main}" VERBATIM)
    list(APPEND programs ${output})
  endforeach()
  set(programs ${programs} PARENT_SCOPE)
endfunction()

shrimp_rpc_workload(shrimp_calls)
