using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        public static Sequential Sequential() => new();

        public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new Sequential().Append(modules);

        public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
            new Sequential().Append(modules.Select(m => (m.Item1, m.Item2)));

        public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
            new Sequential().Append(Modules.Sequential.Numbered(modules));

        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new Sequential().Append(modules);

        public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
            new Sequential().Append(modules.Select(m => (m.Item1, m.Item2)));

        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new Sequential().Append(Modules.Sequential.Numbered(modules));

        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => Filled(new ModuleDict<Module>(), modules);

        public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

        public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module => Filled(new ModuleDict<T>(), modules);

        private static ModuleDict<T> Filled<T>(ModuleDict<T> dict, (string, T)[] modules) where T : Module
        {
            foreach (var module in modules) dict.Add(module);
            return dict;
        }
    }
}
