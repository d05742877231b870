using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            /// <summary>Parameters with dotted names; one that is shared comes once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                foreach (var (name, module) in Tree(recurse))
                    foreach (var (own, parameter) in module.ownParameters)
                        if (parameter is not null && seen.Add(parameter))
                            yield return (Join(name, own), parameter);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                foreach (var (name, module) in Tree(recurse))
                    foreach (var (own, (buffer, persistent)) in module.ownBuffers)
                        if (buffer is not null && (persistent || include_nonpersistent) && seen.Add(buffer))
                            yield return (Join(name, own), buffer);
            }

            public virtual IEnumerable<Module> children() => submodules.Values;

            public virtual IEnumerable<(string name, Module module)> named_children() => submodules.Select(m => (m.Key, m.Value));

            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            /// <summary>All modules below this one; as in TorchSharp, this one itself is left out.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules() => Tree(true).Skip(1);

            public virtual bool has_parameter(string target) => Find(target) is { } at && at.Module.ownParameters.ContainsKey(at.Name);

            public virtual bool has_buffer(string target) => Find(target) is { } at && at.Module.ownBuffers.ContainsKey(at.Name);

            public virtual Parameter? get_parameter(string target) => Find(target) is { } at ? at.Module.ownParameters.GetValueOrDefault(at.Name) : null;

            public virtual Tensor? get_buffer(string target) => Find(target) is { } at ? at.Module.ownBuffers.GetValueOrDefault(at.Name).Tensor : null;

            private protected static string Join(string? prefix, string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";

            private IEnumerable<(string name, Module module)> Tree(bool recurse)
            {
                yield return ("", this);
                if (!recurse) yield break;
                foreach (var (name, child) in submodules)
                    foreach (var (below, module) in child.Tree(true))
                        yield return (below.Length == 0 ? name : Join(name, below), module);
            }

            private (Module Module, string Name)? Find(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                var path = target.Split('.');
                var at = this;
                foreach (var step in path[..^1])
                    if (!at.submodules.TryGetValue(step, out at!)) return null;
                return (at, path[^1]);
            }
        }
    }
}
