using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The base of all networks: parameters, buffers and submodules by name.</summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter?> ownParameters = [];
            private readonly OrderedDictionary<string, (Tensor? Tensor, bool Persistent)> ownBuffers = [];
            private readonly OrderedDictionary<string, Module> submodules = [];
            private bool disposed;

            protected string name;

            protected Module(string name) => this.name = name;

            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in submodules.Values) child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in submodules.Values) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Forgets the gradients, or clears them where set_to_none is false.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                using var _ = no_grad();
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else gradient.detach_().zero_().Dispose();
                }
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                CheckFree(name);
                ownParameters.Add(name, param);
                param?.DetachFromDisposeScope();
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                CheckFree(name);
                ownBuffers.Add(name, (tensor, persistent));
                tensor?.DetachFromDisposeScope();
            }

            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                CheckFree(name);
                submodules.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>
            /// Registers every field that holds a module, a parameter or a tensor (as a buffer) under the field's name, in the
            /// order of declaration, the base class first. What is registered already stays as it is.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                foreach (var field in Fields(GetType()))
                {
                    var key = field.GetCustomAttribute<Utils.ComponentNameAttribute>()?.Name ?? field.Name;
                    switch (field.GetValue(this))
                    {
                        case Module module when !submodules.Any(m => ReferenceEquals(m.Value, module)): register_module(key, module); break;
                        case Parameter p when !ownParameters.Any(o => ReferenceEquals(o.Value, p)): register_parameter(key, p); break;
                        case Tensor t and not Modules.Parameter when !ownBuffers.Any(b => ReferenceEquals(b.Value.Tensor, t)): register_buffer(key, t); break;
                    }
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposed || !disposing) return;
                disposed = true;
                foreach (var parameter in ownParameters.Values) parameter?.Dispose();
                foreach (var (tensor, _) in ownBuffers.Values) tensor?.Dispose();
                foreach (var child in submodules.Values) child.Dispose();
                DisposeNative();
            }

            private protected virtual void DisposeNative() { }

            /// <summary>Puts a parameter in place of the one of that name, for modules whose parameters are properties.</summary>
            private protected void Replace(string name, Parameter? parameter)
            {
                if (parameter is null)
                {
                    ownParameters.Remove(name);
                    return;
                }
                parameter.DetachFromDisposeScope();
                ownParameters[name] = parameter;
            }

            private protected Parameter? Own(string name) => ownParameters.GetValueOrDefault(name);

            private protected void ReplaceBuffer(string name, Tensor? tensor)
            {
                if (tensor is null)
                {
                    ownBuffers.Remove(name);
                    return;
                }
                tensor.DetachFromDisposeScope();
                ownBuffers[name] = (tensor, true);
            }

            private protected Tensor? OwnBuffer(string name) => ownBuffers.GetValueOrDefault(name).Tensor;

            /// <summary>Forgets the submodules, so that a container can name its own again.</summary>
            protected void ClearModules() => submodules.Clear();

            // The fields of this library's own modules are registered by those modules, under PyTorch's names.
            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                if (type.Assembly == typeof(Module).Assembly) return [];
                const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                return Fields(type.BaseType!).Concat(type.GetFields(own).OrderBy(f => f.MetadataToken));
            }

            private void CheckFree(string name)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                if (name.Contains('.')) throw new ArgumentException($"'{name}' cannot name a part of {GetName()}: dots separate the names of nested modules.");
                if (ownParameters.ContainsKey(name) || ownBuffers.ContainsKey(name) || submodules.ContainsKey(name))
                    throw new ArgumentException($"{GetName()} has a part named '{name}' already.");
            }
        }
    }
}
