using TorchSharp.Engine;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        /// <summary>A module that PyTorch traced or scripted and saved. Its parameters and buffers are found by their names.</summary>
        public class ScriptModule : nn.Module
        {
            private readonly Script script;

            internal ScriptModule(string file, Device device) : base(nameof(ScriptModule))
            {
                script = Script.Load(file, device, out var on);
                foreach (var (name, tensor) in script.Tensors(parameters: true))
                {
                    var parameter = new Parameter(tensor);
                    Owner(name, out var own).register_parameter(own, parameter);
                }
                foreach (var (name, tensor) in script.Tensors(parameters: false))
                {
                    var buffer = new Tensor(tensor, 0);
                    Owner(name, out var own).register_buffer(own, buffer);
                }
                base.train(on);
            }

            public override void train(bool on = true)
            {
                base.train(on);
                script.Train(on);
            }

            public override void eval() => train(false);

            public object forward(params object[] input) => script.Call(nameof(forward), input)!;

            public object call(params object[] input) => forward(input);

            /// <summary>
            /// Calls an exported method with tensors, lists of tensors, numbers, bools and strings. A list or a tuple of tensors
            /// comes back as an array, a number as a double or long.
            /// </summary>
            public object invoke(string name, params object[] objs) => script.Call(name, objs)!;

            public TResult invoke<TResult>(string name, params object[] inputs) => As<TResult>(invoke(name, inputs));

            public TResult invoke<T, TResult>(string name, params T[] inputs) =>
                As<TResult>(invoke(name, Array.ConvertAll(inputs, i => (object)i!)));

            private protected TResult Forward<TResult>(params object?[] input) => As<TResult>(script.Call(nameof(forward), input));

            private protected override void DisposeNative() => script.Dispose();

            private static TResult As<TResult>(object? result)
            {
                if (result is TResult fits) return fits;
                if (result is Tensor[] { Length: 2 } two && (two[0], two[1]) is TResult pair) return pair;
                if (result is Tensor[] { Length: 3 } three && (three[0], three[1], three[2]) is TResult triple) return triple;
                throw new InvalidCastException($"The module returned {Describe(result)}, not {typeof(TResult)}.");
            }

            private static string Describe(object? result) =>
                result is Tensor[] list ? $"{list.Length} tensors" : result?.GetType().ToString() ?? "nothing";

            // The module that the dots lead to, made on the way.
            private nn.Module Owner(string path, out string own)
            {
                var steps = path.Split('.');
                own = steps[^1];
                nn.Module at = this;
                foreach (var step in steps[..^1])
                {
                    var next = at.named_children().FirstOrDefault(c => c.name == step).module;
                    if (next is null) at.register_module(step, next = new Part(step));
                    at = next;
                }
                return at;
            }

            private sealed class Part(string name) : nn.Module(name);
        }

        public class HookableScriptModule<TPreHook, TPostHook> : ScriptModule
        {
            protected Dictionary<string, TPreHook> pre_hooks = [];
            protected Dictionary<string, TPostHook> post_hooks = [];
            private long registered;

            internal HookableScriptModule(string file, Device device) : base(file, device) { }

            public HookRemover register_forward_pre_hook(TPreHook hook) => new(this, Add(pre_hooks, hook));

            public HookRemover register_forward_hook(TPostHook hook) => new(this, Add(post_hooks, hook));

            private string Add<THook>(Dictionary<string, THook> hooks, THook hook)
            {
                ArgumentNullException.ThrowIfNull(hook);
                var key = $"hook{registered++}";
                hooks.Add(key, hook);
                return key;
            }

            public class HookRemover(HookableScriptModule<TPreHook, TPostHook> module, string key)
            {
                public void remove()
                {
                    module.pre_hooks.Remove(key);
                    module.post_hooks.Remove(key);
                }
            }
        }
    }
}
