using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters and persistent buffers by dotted name: the objects themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (own, parameter) in ownParameters)
                    if (parameter is not null) destination.TryAdd(Join(prefix, own), parameter);
                foreach (var (own, (buffer, persistent)) in ownBuffers)
                    if (buffer is not null && persistent) destination.TryAdd(Join(prefix, own), buffer);
                foreach (var (own, child) in submodules) child.state_dict(destination, Join(prefix, own));
                return destination;
            }

            /// <summary>Copies values by name. All names and shapes are checked before the first value changes.</summary>
            /// <exception cref="InvalidOperationException">strict, and the names are not the same.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var own = state_dict();
                var wanted = own.Keys.Where(k => skip?.Contains(k) != true).ToArray();
                var missing = wanted.Where(k => !source.ContainsKey(k)).ToList();
                var unexpected = source.Keys.Where(k => skip?.Contains(k) != true && !own.ContainsKey(k)).ToList();
                if (strict && missing.Count + unexpected.Count > 0) throw Mismatch(missing, unexpected);
                var found = wanted.Where(source.ContainsKey).ToArray();
                foreach (var key in found) CheckShape(key, own[key], source[key]);
                using var _ = no_grad();
                foreach (var key in found) own[key].copy_(source[key]).Dispose();
                return (missing, unexpected);
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                var kept = sd.Where(s => skip?.Contains(s.Key) != true).ToArray();
                Streams.Write(writer, kept.Length);
                foreach (var (key, tensor) in kept)
                {
                    writer.Write(key);
                    Streams.Write(writer, tensor);
                }
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            /// <summary>Reads what <c>save</c> wrote. loadedParameters, where given, receives for each own name whether it was read.</summary>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                ArgumentNullException.ThrowIfNull(reader);
                var own = state_dict();
                var source = new Dictionary<string, Tensor>();
                try
                {
                    for (var left = Streams.ReadNumber(reader); left > 0; left--)
                    {
                        var key = reader.ReadString();
                        if (skip?.Contains(key) == true || (!strict && !own.ContainsKey(key))) Streams.Skip(reader);
                        else source[key] = Streams.ReadTensor(reader);
                    }
                    load_state_dict(source, strict, skip);
                    if (loadedParameters is not null)
                        foreach (var key in own.Keys) loadedParameters[key] = source.ContainsKey(key);
                    return this;
                }
                finally
                {
                    foreach (var tensor in source.Values) tensor.Dispose();
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null) =>
                Streams.FromFile(location, reader => load(reader, strict, skip, loadedParameters));

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            private InvalidOperationException Mismatch(List<string> missing, List<string> unexpected)
            {
                var parts = new List<string>();
                if (missing.Count > 0) parts.Add($"missing: {string.Join(", ", missing)}");
                if (unexpected.Count > 0) parts.Add($"unexpected: {string.Join(", ", unexpected)}");
                return new InvalidOperationException($"The stored weights do not fit {GetName()} ({string.Join("; ", parts)}). Pass strict: false to load what fits.");
            }

            private static void CheckShape(string key, Tensor own, Tensor given)
            {
                if (!own.shape.SequenceEqual(given.shape))
                    throw new ArgumentException($"The stored '{key}' has the shape {Text.Dims(given)}, but the module's is {Text.Dims(own)}.");
            }
        }
    }
}
