# A rule with two alternatives that join facts by an inequality of their days, after other objects have been made; the
# number is how many. Kept as it was found: a docstring or another order of imports moves the crash elsewhere.
# case: 110
# case: 120
# case: 130
# ruff: noqa: E401, E501, E701, F403, F405, I001, N814
# fmt: off
import random, sys
from contextlib import suppress
from durable.lang import *
from durable.engine import MessageNotHandledException as NH
f=[]
keep=[{str(i)*j: 'y'*j for i in range(40)} for j in range(int(sys.argv[1]))]
with ruleset('r'):
    @when_any(all(c.a << m.t=='a', c.b << (m.t=='b') & (m.d > c.a.d)), all(c.a << m.t=='c', c.b << (m.t=='b') & (m.d < c.a.d)))
    def x(c): f.append(1)
rng=random.Random(1)
for i in range(60):
    for t in rng.sample('abc',3):
        d=rng.randrange(30)
        with suppress(NH): assert_fact('r',{'t':t,'n':i,'d':d})
print(f"fired {len(f)} times")
