namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose calls can be watched and changed. A hook that returns null changes nothing.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly OrderedDictionary<string, object> preHooks = [];
            private readonly OrderedDictionary<string, object> postHooks = [];
            private long registered;

            protected HookableModule(string name) : base(name) { }

            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(preHooks, hook);

            public HookRemover register_forward_pre_hook(Action<Module> hook) => Add(preHooks, hook);

            public HookRemover register_forward_hook(TPostHook hook) => Add(postHooks, hook);

            public HookRemover register_forward_hook(Action<Module> hook) => Add(postHooks, hook);

            private protected bool Hooked => preHooks.Count + postHooks.Count > 0;

            /// <summary>The typed hooks in the order of registration; the untyped ones are called on the way.</summary>
            private protected IEnumerable<TPreHook> PreHooks => Typed<TPreHook>(preHooks);

            private protected IEnumerable<TPostHook> PostHooks => Typed<TPostHook>(postHooks);

            private IEnumerable<THook> Typed<THook>(OrderedDictionary<string, object> hooks)
            {
                foreach (var hook in hooks.Values.ToArray())
                {
                    if (hook is THook typed) yield return typed;
                    else ((Action<Module>)hook)(this);
                }
            }

            private HookRemover Add(OrderedDictionary<string, object> hooks, object? hook)
            {
                ArgumentNullException.ThrowIfNull(hook);
                var key = $"hook{registered++}";
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove()
                {
                    module.preHooks.Remove(key);
                    module.postHooks.Remove(key);
                }
            }
        }
    }
}
