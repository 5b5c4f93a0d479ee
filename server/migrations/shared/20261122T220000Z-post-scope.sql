alter table post
  add column scope_kind text not null default 'own-and-below' check (scope_kind in ('all', 'custom', 'own-office', 'own-and-below', 'own', 'grid')),
  add column scope_prefixes text[] not null default '{}',
  add column scope_offices uuid[] not null default '{}',
  add constraint post_scope_named check (
    (scope_kind = 'custom' or cardinality(scope_offices) = 0)
    and (scope_kind in ('custom', 'grid') or cardinality(scope_prefixes) = 0)
    and (scope_kind <> 'grid' or cardinality(scope_prefixes) > 0)
    and (scope_kind <> 'custom' or cardinality(scope_prefixes) + cardinality(scope_offices) > 0)
  );
comment on column post.scope_kind is 'How far the holder sees (数据权限): 全部 all, 自定义 custom, 本部门 own-office, 本部门及以下 own-and-below, 本人 own, 本网格 grid';
comment on column post.scope_prefixes is 'Divisions of a custom scope, or the grids of a grid scope, by how their codes begin';
comment on column post.scope_offices is 'Offices of a custom scope; their divisions are seen';

grant update (scope_kind, scope_prefixes, scope_offices) on post to ${app};
grant update (active) on official to ${app};
